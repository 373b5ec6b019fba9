import { setTimeout as sleep } from "node:timers/promises";

const PAUSE_MIN_MS = 1;
const PAUSE_MAX_MS = 8;

/** Whether an error of the SQLite driver says that another process holds the write lock. */
export function isBusy(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return typeof code === "string" && code.startsWith("SQLITE_BUSY");
}

/**
 * Runs a SQLite call until the write lock is free, at most `timeoutMs`, giving the event loop back between attempts.
 * Only for calls that leave nothing behind when refused: BEGIN IMMEDIATE, or one statement outside a transaction.
 * Short, uneven pauses: the other process frees the lock only for moments, and two waiters must not march in step.
 */
export async function retryBusy<T>(timeoutMs: number, call: () => T): Promise<T> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    try {
      return call();
    } catch (error) {
      if (!isBusy(error) || performance.now() >= deadline) throw error;
    }
    await sleep(PAUSE_MIN_MS + Math.random() * (PAUSE_MAX_MS - PAUSE_MIN_MS));
  }
}
