import { encryptSecret } from "@/server/kernel/crypto";
import { logger } from "@/server/kernel/logger";
import { secretMark } from "@/server/kernel/secret-mark";
import { HEADER_MARK } from "./schema";
import { readHeaders } from "./stored-json";

type Headers = Readonly<Record<string, string>>;

/**
 * A channel's headers as people and histories see them: each name with a mark that changes with its value, never the value.
 * Empty when they cannot be decrypted; the column itself then stays until other headers are typed.
 */
export function shownHeaders(column: string): Record<string, string> {
  const headers = storedHeaders(column);
  return Object.fromEntries(Object.entries(headers ?? {}).map(([name, value]) => [name, secretMark(value)]));
}

/**
 * The column for what was typed. A mark stands for the value stored under that name, whatever it is by now: values are
 * write-only, and a state that is brought back never brings an old secret. A mark of a name that has no value is dropped.
 */
export function headersColumn(typed: Headers, column: string): string {
  const stored = storedHeaders(column);
  if (stored === null && Object.keys(typed).length === 0) return column;
  const next: Record<string, string> = {};
  for (const [name, value] of Object.entries(typed)) {
    const kept = HEADER_MARK.test(value) ? stored?.[name] : value;
    if (kept !== undefined) next[name] = kept;
  }
  if (stored !== null && isSame(stored, next)) return column;
  return Object.keys(next).length === 0 ? "" : encryptSecret(JSON.stringify(next));
}

/** Null: there are some, under a key that is not configured. */
function storedHeaders(column: string): Record<string, string> | null {
  try {
    return readHeaders(column);
  } catch (error) {
    logger.error({ err: error }, "the headers of a channel cannot be decrypted");
    return null;
  }
}

function isSame(left: Headers, right: Headers): boolean {
  const names = Object.keys(left);
  return names.length === Object.keys(right).length && names.every((name) => left[name] === right[name]);
}
