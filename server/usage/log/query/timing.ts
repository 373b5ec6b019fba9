import { ReadTimeoutError } from "@/server/kernel/database/read-timeout";

/** Each statement is small by construction; one that takes so long all the same is given up: the database is overloaded. */
export const STATEMENT_MAX_MS = 3_000;
/** A read that was not done by then answers with what it has. */
export const DEADLINE_MS = 250;

/** Whether a read came to its end; false when the database gave it up. Other failures are thrown. */
export async function isInTime(read: Promise<unknown>): Promise<boolean> {
  try {
    await read;
    return true;
  } catch (error) {
    if (error instanceof ReadTimeoutError) return false;
    throw error;
  }
}
