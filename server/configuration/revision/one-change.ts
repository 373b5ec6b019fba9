import type { ServiceContext } from "@/server/kernel/context";
import { newId } from "@/server/kernel/ids";
import { withTransaction } from "@/server/kernel/transaction";

/** For a price list of a thousand models, each with its revision and audit event, on a busy machine. */
const CHANGE_MS = 60_000;

/**
 * Runs `fn` in one transaction whose revisions belong together, so that they are shown and taken back as one change. Inside
 * a larger change it joins that.
 */
export function inOneChange<T>(ctx: ServiceContext, fn: (tx: ServiceContext) => Promise<T>): Promise<T> {
  const together = ctx.change ? ctx : { ...ctx, change: { id: newId("chg") } };
  return withTransaction(together, fn, { timeoutMs: CHANGE_MS });
}
