import type { PaymentOrder, PaymentRefund } from "@/prisma/generated/sqlite/client";
import { audit } from "@/server/kernel/audit";
import type { ServiceContext } from "@/server/kernel/context";
import { staleVersion } from "@/server/kernel/errors";
import { newId } from "@/server/kernel/ids";
import { post } from "@/server/money/ledger/post";
import { reverseReferralRebate } from "@/server/money/referral/rebate";
import { endOrderedSubscription } from "@/server/money/subscription/end-ordered";
import { shareOfQuota } from "../price";
import type { RefundChannel } from "../schema";
import { orderTarget } from "./row";

/** The credit that goes with the next part of a payment: what its end reaches, less what went with the parts before. */
export function nextShare(order: PaymentOrder, amountMinor: bigint): bigint {
  return shareOfQuota(order, order.refundedMinor + amountMinor) - order.refundedQuota;
}

type NewRefund = {
  amountMinor: bigint;
  channel: RefundChannel;
  reason: string;
  idempotencyKey: string;
  actorId: string | null;
  approverId?: string | null;
  /** Left out: when nothing of the payment is left afterwards. */
  endsSubscription?: boolean | undefined;
};

/**
 * Sets a part of a payment aside for its return, in the caller's transaction: the order's sums move in one guarded step,
 * the credit of that part is taken as far as it is still there, and the refund waits for its money. Checks no right and no
 * bound: the guard lets only the state that was read be left. Throws CONFLICT when another refund came between.
 */
export async function startRefund(tx: ServiceContext, order: PaymentOrder, refund: NewRefund): Promise<PaymentRefund> {
  const { amountMinor, channel, reason, idempotencyKey, actorId, approverId = null } = refund;
  const quota = nextShare(order, amountMinor);
  const isWhole = order.refundedMinor + amountMinor === order.amountMinor;
  const endsSubscription = order.purpose === "subscription" && (refund.endsSubscription ?? isWhole);
  const { count } = await tx.db.paymentOrder.updateMany({
    where: { id: order.id, status: "paid", refundedMinor: order.refundedMinor, refundedQuota: order.refundedQuota },
    data: {
      refundedMinor: { increment: amountMinor },
      refundedQuota: { increment: quota },
      version: { increment: 1 },
    },
  });
  if (count === 0) throw staleVersion("order");
  const id = newId("rfd");
  const taken = await takeCredit(tx, { order, refundId: id, quota, reason, actorId });
  const row = await tx.db.paymentRefund.create({
    data: {
      id,
      orderId: order.id,
      userId: order.userId,
      amountMinor,
      currency: order.currency,
      quota,
      takenQuota: taken.amount,
      ledgerEntryId: taken.entryId,
      channel,
      reason,
      actorId,
      approverId,
      endsSubscription,
      idempotencyKey,
      createdAt: tx.clock(),
    },
  });
  await audit(tx, {
    action: "order.refund",
    target: orderTarget(order),
    before: { refundedMinor: order.refundedMinor },
    after: {
      refundedMinor: order.refundedMinor + amountMinor,
      taken: taken.amount,
      uncollected: quota - taken.amount,
      channel,
      refundId: id,
      ...(endsSubscription ? { endsSubscription } : {}),
    },
    reason,
  });
  return row;
}

type Taking = { order: PaymentOrder; refundId: string; quota: bigint; reason: string; actorId: string | null };

async function takeCredit(tx: ServiceContext, { order, refundId, quota, reason, actorId }: Taking) {
  // An order for a plan gave no credit.
  if (quota === 0n) return { amount: 0n, entryId: null };
  const balance = await lockBalance(tx, order.userId);
  const amount = balance < quota ? balance : quota;
  if (amount <= 0n) return { amount: 0n, entryId: null };
  const { entryId } = await post(tx, {
    userId: order.userId,
    kind: "refund",
    amount: -amount,
    reference: order.id,
    reason,
    idempotencyKey: `refund:${refundId}`,
    ...(actorId ? { actorId } : {}),
  });
  return { amount, entryId };
}

/** Reads a balance that no request can spend from until the commit: the write takes the row's lock, then it is read. */
async function lockBalance(tx: ServiceContext, userId: string): Promise<bigint> {
  await tx.db.user.updateMany({ where: { id: userId }, data: { balance: { increment: 0n } } });
  const user = await tx.db.user.findUnique({ where: { id: userId }, select: { balance: true } });
  return user?.balance ?? 0n;
}

type Outcome = { outcome: "succeeded"; reference?: string; note?: string } | { outcome: "failed"; detail: string };

/**
 * Ends a refund, once: the money went, and the inviter's rebate or the plan that was bought goes with it; or it did not, and what was taken of the
 * credit comes back as a counter-entry. Out: false when it had ended before. For the caller's transaction.
 */
export async function finishRefund(tx: ServiceContext, refund: PaymentRefund, end: Outcome): Promise<boolean> {
  const { count } = await tx.db.paymentRefund.updateMany({
    where: { id: refund.id, status: "pending" },
    data: {
      status: end.outcome,
      finishedAt: tx.clock(),
      ...(end.outcome === "failed" ? { error: end.detail.slice(0, 500) } : { error: "" }),
      ...(end.outcome === "succeeded" && end.reference ? { providerReference: end.reference } : {}),
    },
  });
  if (count === 0) return false;
  if (end.outcome === "succeeded") await takeWhatWasBought(tx, refund);
  else await undoTaking(tx, refund);
  await audit(tx, {
    action: "order.refundEnd",
    target: orderTarget({ id: refund.orderId }),
    before: { refund: "pending" },
    after: { refund: end.outcome, refundId: refund.id },
    ...(end.outcome === "failed" ? { reason: end.detail } : end.note ? { reason: end.note } : {}),
  });
  return true;
}

async function takeWhatWasBought(tx: ServiceContext, refund: PaymentRefund): Promise<void> {
  const { orderId, endsSubscription, reason } = refund;
  const order = await tx.db.paymentOrder.findUniqueOrThrow({ where: { id: orderId } });
  const { subscriptionId } = order;
  if (endsSubscription && subscriptionId) await endOrderedSubscription(tx, { id: subscriptionId, reason });
  const where = { orderId, status: "succeeded" };
  const returned = await tx.db.paymentRefund.aggregate({ where, _sum: { quota: true } });
  const quotaRefunded = returned._sum.quota ?? 0n;
  await reverseReferralRebate(tx, { source: orderId, quotaRefunded, quotaTotal: order.quota });
}

async function undoTaking(tx: ServiceContext, refund: PaymentRefund): Promise<void> {
  await tx.db.paymentOrder.updateMany({
    where: { id: refund.orderId },
    data: {
      refundedMinor: { decrement: refund.amountMinor },
      refundedQuota: { decrement: refund.quota },
      version: { increment: 1 },
    },
  });
  if (refund.takenQuota === 0n) return;
  await post(tx, {
    userId: refund.userId,
    kind: "reversal",
    amount: refund.takenQuota,
    reference: refund.ledgerEntryId ?? refund.orderId,
    reason: refund.reason,
    idempotencyKey: `refund-undone:${refund.id}`,
  });
}
