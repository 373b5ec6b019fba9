import type { CreditLot } from "@/prisma/generated/sqlite/client";
import type { ServiceContext } from "@/server/kernel/context";
import { heldFromWallet } from "@/server/money/ledger/held";
import { type LotSpan, unusedOf } from "./unused";

export type OpenLot = { lot: CreditLot; unused: bigint };

/**
 * A user's credit that has not ended, the first to end before the others, with what is left of each. What running
 * requests hold counts as spent, so that nothing is taken from under them. Exact within a transaction that has locked the
 * user's row.
 */
export async function readOpenLots(ctx: ServiceContext, userId: string): Promise<OpenLot[]> {
  const open = await ctx.db.creditLot.findMany({
    where: { userId, endedAt: null },
    orderBy: [{ expiresAt: "asc" }, { id: "asc" }],
  });
  const [first] = open.map((lot) => lot.usedQuotaBefore).sort((a, b) => (a < b ? -1 : 1));
  if (first === undefined) return [];
  // Lots that ended stand for spending that the open ones must not count again.
  const ended = await ctx.db.creditLot.findMany({ where: { userId, usedQuotaAfter: { gt: first } } });
  const spans = await Promise.all([...open, ...ended].map((lot) => spanOf(ctx, lot)));
  const unused = unusedOf(spans, await spentBy(ctx, userId));
  return open.map((lot) => ({ lot, unused: unused.get(lot.id) ?? 0n }));
}

/** All a user has spent or set aside out of the wallet, in quota units. */
export async function spentBy(ctx: ServiceContext, userId: string): Promise<bigint> {
  const [spent, held] = await Promise.all([settledBy(ctx, userId), heldFromWallet(ctx, userId)]);
  return spent + held.quota;
}

/** What a user has spent for good: on requests, and on plans, which the account's own figure does not count. */
export async function settledBy(ctx: ServiceContext, userId: string): Promise<bigint> {
  const [user, plans] = await Promise.all([
    ctx.db.user.findUniqueOrThrow({ where: { id: userId }, select: { usedQuota: true } }),
    ctx.db.ledgerEntry.aggregate({ where: { userId, kind: "subscription" }, _sum: { amount: true } }),
  ]);
  return user.usedQuota - (plans._sum.amount ?? 0n);
}

/** A credit that was reversed by staff is gone already: only what they left of it can end. */
async function spanOf(ctx: ServiceContext, lot: CreditLot): Promise<LotSpan> {
  const { _sum } = await ctx.db.ledgerEntry.aggregate({
    where: { reference: lot.ledgerEntryId, kind: "reversal" },
    _sum: { amount: true },
  });
  const left = lot.amount + (_sum.amount ?? 0n);
  return {
    id: lot.id,
    amount: left > 0n ? left : 0n,
    usedFrom: lot.usedQuotaBefore,
    usedTo: lot.usedQuotaAfter,
    expiresAt: lot.expiresAt,
  };
}
