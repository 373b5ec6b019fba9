import { setTimeout as sleep } from "node:timers/promises";

const PAUSE_FIRST_MS = 200;
const PAUSE_MAX_MS = 3_000;

/** Wrong password, no such user, no such database: waiting does not mend these. */
const LASTING_CODES = new Set([
  "28P01",
  "28000",
  "3D000",
  "ER_ACCESS_DENIED_ERROR",
  "ER_DBACCESS_DENIED_ERROR",
  "ER_BAD_DB_ERROR",
]);

export type RetryOptions = {
  /** 0 tries once. */
  retrySeconds: number;
  onRetry?: (error: unknown, pauseMs: number) => void;
};

/** The machine code of a driver's error, or "". */
export function driverCode(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return typeof code === "string" ? code : "";
}

/**
 * Connects, and while the server cannot be reached tries again with growing pauses: in a container group the database
 * often comes up last. Throws the last error after `retrySeconds`, and at once when trying again cannot help.
 */
export async function connectWithRetry<T>(connect: () => Promise<T>, options: RetryOptions): Promise<T> {
  const deadline = performance.now() + options.retrySeconds * 1_000;
  for (let pauseMs = PAUSE_FIRST_MS; ; pauseMs = Math.min(pauseMs * 2, PAUSE_MAX_MS)) {
    try {
      return await connect();
    } catch (error) {
      if (LASTING_CODES.has(driverCode(error)) || performance.now() + pauseMs > deadline) throw error;
      options.onRetry?.(error, pauseMs);
    }
    await sleep(pauseMs);
  }
}
