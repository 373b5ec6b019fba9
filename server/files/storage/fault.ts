import { AppError } from "@/server/kernel/errors";

const FULL = new Set(["ENOSPC", "EDQUOT", "EFBIG"]);
/** Named one by one: what feeds a file may fail with a socket's error, and that is none of the disk's. */
const BROKEN = new Set([
  "EIO",
  "EROFS",
  "EACCES",
  "EPERM",
  "EMFILE",
  "ENFILE",
  "ENOTDIR",
  "EISDIR",
  "ENOENT",
  "ESTALE",
]);

/** A failure of the disk in words that a person can act on; anything else as it is. */
export function diskFault(error: unknown): unknown {
  if (!(error instanceof Error) || !("code" in error)) return error;
  const isFull = FULL.has(String(error.code));
  if (!isFull && !BROKEN.has(String(error.code))) return error;
  const reason = isFull ? "file.storage_full" : "file.storage_unavailable";
  return new AppError("UNAVAILABLE", { reason, message: error.message, cause: error });
}

/** Whether an error says that there is no such file. */
export function isMissing(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return ("code" in error && error.code === "ENOENT") || error.name === "NoSuchKey" || error.name === "NotFound";
}
