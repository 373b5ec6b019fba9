import { authorize, requireUserId } from "@/server/kernel/authorize";
import { actorId, type ServiceContext } from "@/server/kernel/context";
import { notFound } from "@/server/kernel/errors";
import { readOpenLots } from "./open-lots";
import type { ListCreditLotsInput } from "./schema";

/**
 * Which part of a balance ends when: credit that has not ended and of which something is left, the first to end first.
 * Amounts in quota units. Throws NOT_FOUND, FORBIDDEN for other people's without the right to read ledgers.
 */
export async function listCreditLots(ctx: ServiceContext, input: ListCreditLotsInput) {
  const isOwn = input.userId === undefined || input.userId === actorId(ctx);
  authorize(ctx, isOwn ? "ledger.readOwn" : "ledger.readAny");
  const userId = input.userId ?? requireUserId(ctx);
  const user = await ctx.db.user.findUnique({ where: { id: userId }, select: { id: true } });
  if (!user) throw notFound("user");
  const lots = await readOpenLots(ctx, userId);
  return lots
    .filter(({ unused }) => unused > 0n)
    .map(({ lot, unused }) => ({
      id: lot.id,
      amount: lot.amount,
      /** What would be taken back if nothing more were spent. */
      unused,
      endsAt: lot.expiresAt,
      ledgerEntryId: lot.ledgerEntryId,
      createdAt: lot.createdAt,
    }));
}
