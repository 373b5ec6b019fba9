import { driverCode } from "@/server/kernel/database/connect";
import type { Readable } from "./schema";

const RIGHTS_CODES = new Set([
  "42501",
  "ER_SPECIFIC_ACCESS_DENIED_ERROR",
  "ER_TABLEACCESS_DENIED_ERROR",
  "ER_COLUMNACCESS_DENIED_ERROR",
  "ER_ACCESS_DENIED_ERROR",
  "ER_DBACCESS_DENIED_ERROR",
]);
const UNSUPPORTED_CODES = new Set([
  "42P01",
  "42883",
  "42703",
  "ER_NO_SUCH_TABLE",
  "ER_UNKNOWN_TABLE",
  "ER_BAD_FIELD_ERROR",
]);

export const UNSUPPORTED = { value: null, unreadable: "unsupported" } as const;

/** A figure whose reading may be refused or unknown to the server; any other failure passes through. */
export async function readable<T>(read: () => Promise<T>): Promise<Readable<T>> {
  try {
    return { value: await read(), unreadable: null };
  } catch (error) {
    const code = driverCode(error);
    if (RIGHTS_CODES.has(code)) return { value: null, unreadable: "rights" };
    if (UNSUPPORTED_CODES.has(code)) return UNSUPPORTED;
    throw error;
  }
}

/** A statement or plan without the values in it: those may be anybody's data. */
export function withoutValues(text: string): string {
  return text.replace(/'(?:[^']|'')*'/g, "'…'");
}
