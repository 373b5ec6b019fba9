import type { ServiceContext } from "./context";
import { logger } from "./logger";

/** What shall be done once a transaction is committed, by a key that makes it happen once. */
export type AfterCommit = Map<string, () => void>;

/**
 * Does something once the outermost transaction of `ctx` is committed, and never when it is rolled back; outside a
 * transaction at once. The same key counts once in a transaction. For what others should hear of a change, never for a
 * part of it: a process that dies in between does not do it.
 */
export function afterCommit(ctx: ServiceContext, key: string, run: () => void): void {
  if (ctx.afterCommit) ctx.afterCommit.set(key, run);
  else runGuarded(run);
}

/** Runs what was left for after the commit. The change stands, so nothing of it may fail its caller. */
export function runAfterCommit(pending: AfterCommit): void {
  for (const run of pending.values()) runGuarded(run);
}

function runGuarded(run: () => void): void {
  try {
    run();
  } catch (error) {
    logger.error({ err: error }, "what follows a commit failed");
  }
}
