import { actorId, type ServiceContext } from "@/server/kernel/context";
import { AppError, notFound } from "@/server/kernel/errors";
import { newId } from "@/server/kernel/ids";
import { heldFromWallet } from "./held";
import type { LedgerKind } from "./schema";

export type Posting = {
  userId: string;
  kind: LedgerKind;
  /** Signed quota units; never 0. */
  amount: bigint;
  /** The id of what it comes from: an order, a redemption, the entry it reverses. */
  reference?: string;
  reason: string;
  /** What can happen once has one key: the second posting with it changes nothing. */
  idempotencyKey: string;
  /** Who wanted it, where that is not the one who acts: a second person approved it. */
  actorId?: string;
};

/** Balance and the sum of the ledger after a change, in quota units; `isFirst` is false when the key was used before. */
export type BalanceChange = { entryId: string; balance: bigint; ledgerSum: bigint; isFirst: boolean };

/**
 * The one way a balance changes outside the gateway, inside the transaction of what causes it: a guarded update, then the
 * entry. The update comes first, because it locks the user's row: no reservation or settlement can come between it and the
 * sums read after it. Checks no right and writes no audit: its callers do. Throws NOT_FOUND, CONFLICT
 * (ledger.balance_too_low: what running requests hold cannot be taken; common.already_exists: a posting with the same key
 * was committed at the same moment, and this transaction is undone).
 */
export async function post(tx: ServiceContext, posting: Posting): Promise<BalanceChange> {
  const { userId, amount, idempotencyKey } = posting;
  const earlier = await tx.db.ledgerEntry.findUnique({ where: { idempotencyKey } });
  if (earlier) return { entryId: earlier.id, isFirst: false, ...(await sumsAfter(tx, userId)) };
  const { count } = await tx.db.user.updateMany({
    where: { id: userId, ...(amount < 0n ? { balance: { gte: -amount } } : {}) },
    data: { balance: { increment: amount } },
  });
  if (count === 0) throw await refusal(tx, userId);
  const sums = await sumsAfter(tx, userId);
  const entryId = newId("led");
  await tx.db.ledgerEntry.create({
    data: {
      id: entryId,
      userId,
      kind: posting.kind,
      amount,
      balanceAfter: sums.ledgerSum,
      reference: posting.reference ?? "",
      actorId: posting.actorId ?? actorId(tx),
      reason: posting.reason,
      idempotencyKey,
      createdAt: tx.clock(),
    },
  });
  return { entryId, isFirst: true, ...sums };
}

/** Whether something with this key was posted before: what is only sent again needs no new decision. */
export async function isPosted(tx: ServiceContext, idempotencyKey: string): Promise<boolean> {
  return (await tx.db.ledgerEntry.findUnique({ where: { idempotencyKey }, select: { id: true } })) !== null;
}

async function refusal(tx: ServiceContext, userId: string): Promise<AppError> {
  const user = await tx.db.user.findUnique({ where: { id: userId } });
  if (!user) return notFound("user");
  return new AppError("CONFLICT", { reason: "ledger.balance_too_low", meta: { balance: user.balance.toString() } });
}

async function sumsAfter(tx: ServiceContext, userId: string): Promise<{ balance: bigint; ledgerSum: bigint }> {
  const user = await tx.db.user.findUnique({ where: { id: userId }, select: { balance: true } });
  if (!user) throw notFound("user");
  const held = await heldFromWallet(tx, userId);
  return { balance: user.balance, ledgerSum: user.balance + held.quota };
}
