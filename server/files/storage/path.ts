import { AppError } from "@/server/kernel/errors";

const PART = /^[A-Za-z0-9_][A-Za-z0-9._=-]*$/;

/** Throws INTERNAL for a path that could lead out of the storage: paths are made by code, so that is a mistake of ours. */
export function checkFilePath(path: string): void {
  if (path.split("/").every((part) => PART.test(part))) return;
  throw new AppError("INTERNAL", { message: `not a path of a stored file: ${JSON.stringify(path)}` });
}
