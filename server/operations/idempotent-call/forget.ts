import type { ServiceContext } from "@/server/kernel/context";

/** The answer to a call of the API that came with an Idempotency-Key is given again for so long. */
export const ANSWERS_KEPT_MS = 24 * 3_600_000;

/** Forgets the answers that nobody gets any more. Recurring work. */
export async function forgetOldCalls(ctx: ServiceContext): Promise<{ count: number }> {
  const before = new Date(ctx.clock().getTime() - ANSWERS_KEPT_MS);
  return ctx.db.idempotentCall.deleteMany({ where: { createdAt: { lt: before } } });
}
