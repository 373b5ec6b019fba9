import { AppError } from "@/server/kernel/errors";
import { readPath, writePath } from "./field-path-schema";

type Json = Record<string, unknown>;

/**
 * A state with some fields (top-level names or dotted paths) as they are in another one; a field that is absent there goes.
 * Throws BAD_INPUT (revision.field_unknown) for a path that neither state has.
 */
export function withFields(state: object, from: object, paths: readonly string[]): object {
  const result = structuredClone(state) as Json;
  for (const path of paths) {
    const found = readPath(from, path);
    if (found === undefined && readPath(state, path) === undefined) {
      throw new AppError("BAD_INPUT", { reason: "revision.field_unknown", meta: { field: path } });
    }
    writePath(result, path, found);
  }
  return result;
}
