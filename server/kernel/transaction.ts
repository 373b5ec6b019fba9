import type { ServiceContext } from "./context";
import type { Db } from "./database/client";
import { prismaCode } from "./errors";

const ATTEMPTS_MAX = 5;
const TIMEOUT_MS = 15_000;
const MAX_WAIT_MS = 15_000;

/** Serialisation failures and deadlocks: the database has undone everything, and asks to be tried again. */
const RETRYABLE_CODES = new Set(["P2034"]);

/**
 * Runs `fn` in one transaction. Inside an open one it joins it, so verbs compose: the outermost commits or rolls back.
 * A deadlock or serialisation failure runs the whole of `fn` again, up to five times; `fn` must do nothing but database
 * work. Errors of `fn` roll back and pass through.
 */
export async function withTransaction<T>(ctx: ServiceContext, fn: (tx: ServiceContext) => Promise<T>): Promise<T> {
  if (ctx.tx) return fn(ctx);
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await ctx.db.$transaction((db) => fn({ ...ctx, db: db as Db, tx: true }), {
        timeout: TIMEOUT_MS,
        maxWait: MAX_WAIT_MS,
      });
    } catch (error) {
      if (attempt >= ATTEMPTS_MAX || !RETRYABLE_CODES.has(prismaCode(error) ?? "")) throw error;
    }
  }
}
