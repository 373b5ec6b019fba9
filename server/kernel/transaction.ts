import { type AfterCommit, runAfterCommit } from "./after-commit";
import type { ServiceContext } from "./context";
import type { Db } from "./database/client";
import { engineOfDb, noteEngine } from "./database/engine-of";
import { prismaCode } from "./errors";

const ATTEMPTS_MAX = 5;
const TIMEOUT_MS = 15_000;
const MAX_WAIT_MS = 15_000;

/** Serialisation failures and deadlocks: the database has undone everything, and asks to be tried again. */
const RETRYABLE_CODES = new Set(["P2034"]);

/**
 * Runs `fn` in one transaction. Inside an open one it joins it, so verbs compose: the outermost commits or rolls back.
 * `timeoutMs` is for the few that change hundreds of rows. A deadlock or serialisation failure runs the whole of `fn` again, up to five times; `fn` must do nothing but database
 * work. Errors of `fn` roll back and pass through; what it left to `afterCommit` then never happens.
 */
export async function withTransaction<T>(
  ctx: ServiceContext,
  fn: (tx: ServiceContext) => Promise<T>,
  { timeoutMs = TIMEOUT_MS } = {},
): Promise<T> {
  if (ctx.tx) return fn(ctx);
  for (let attempt = 1; ; attempt += 1) {
    const pending: AfterCommit = new Map();
    try {
      const inTransaction = (client: unknown) => {
        const db = client as Db;
        noteEngine(db, engineOfDb(ctx.db));
        return fn({ ...ctx, db, tx: true, afterCommit: pending });
      };
      const result = await ctx.db.$transaction(inTransaction, { timeout: timeoutMs, maxWait: MAX_WAIT_MS });
      runAfterCommit(pending);
      return result;
    } catch (error) {
      if (attempt >= ATTEMPTS_MAX || !RETRYABLE_CODES.has(prismaCode(error) ?? "")) throw error;
    }
  }
}
