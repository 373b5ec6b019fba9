import type { PaymentOrder, PaymentRefund } from "@/prisma/generated/sqlite/client";
import { authorize, requireStepUp } from "@/server/kernel/authorize";
import { actorId, type ServiceContext } from "@/server/kernel/context";
import { AppError, notFound } from "@/server/kernel/errors";
import { bumpAccountVersion } from "@/server/kernel/state-change";
import { withTransaction } from "@/server/kernel/transaction";
import {
  type ApprovalExecutor,
  type ApprovedRequest,
  approvalNeeded,
  type Gated,
  requestApproval,
  requireWithinLimit,
} from "@/server/money/approval/gate";
import { findSubject } from "@/server/money/ledger/service/subject";
import { givenBackToWallet } from "@/server/money/subscription/end-ordered";
import { RefundCreateInput, type RefundResolveInput, type RefundStatus } from "../schema";
import { worthOfPart } from "../worth";
import { refundChannels } from "./refund-channels";
import { finishRefund, nextShare, startRefund } from "./refund-parts";
import { sendRefund } from "./refund-send";
import { findOrder } from "./row";

/**
 * What a refund would do: the credit that goes with it, and how much of that the customer has spent, so that the operator
 * knows before the money goes. Throws NOT_FOUND, CONFLICT (order.not_paid), BAD_INPUT (order.refund_too_large).
 */
export async function previewRefund(ctx: ServiceContext, input: { id: string; amountMinor: bigint }) {
  authorize(ctx, "order.refund");
  const order = await findOrder(ctx, input.id);
  requireRefundable(order, input.amountMinor);
  const user = await ctx.db.user.findUnique({ where: { id: order.userId }, select: { balance: true } });
  const quota = nextShare(order, input.amountMinor);
  const balance = user?.balance ?? 0n;
  const collectable = balance < quota ? balance : quota;
  return {
    quota,
    balance,
    collectable,
    uncollectable: quota - collectable,
    leftMinor: order.amountMinor - order.refundedMinor - input.amountMinor,
  };
}

export type RefundResult = { refundId: string; outcome: RefundStatus; error: string };

/**
 * Gives a payment or a part of it back, after a step-up: the credit is taken first, then the money is sent, and what fails
 * there comes back as a counter-entry. Above the limit two people decide. The same key again gives nothing back twice.
 * Throws BAD_INPUT (order.refund_too_large, order.refund_channel), CONFLICT (order.not_paid, common.stale_version),
 * PRECONDITION_FAILED (order.refund_uncollectable) unless the operator accepted that some of the credit is spent, and
 * (order.refunded_to_wallet) when the rest of the plan was credited to the wallet.
 */
export async function refundOrder(ctx: ServiceContext, input: RefundCreateInput): Promise<Gated<RefundResult>> {
  authorize(ctx, "order.refund");
  await requireStepUp(ctx);
  const started = await withTransaction(ctx, async (tx) => {
    const order = await findOrder(tx, input.id);
    await findSubject(tx, order.userId);
    const earlier = await tx.db.paymentRefund.findUnique({ where: { idempotencyKey: keyOf(input) } });
    if (earlier) return earlier;
    await requireAccepted(tx, order, input);
    const amount = worthOf(order, input.amountMinor);
    const { userId } = order;
    if (!(await approvalNeeded(tx, { amount, userIds: [userId] }))) return apply(tx, order, input);
    return requestApproval(tx, { kind: "refund", input, userId, amount, reason: input.reason });
  });
  if ("approvalId" in started) return { status: "waiting", approvalId: started.approvalId };
  const ended = await sendRefund(ctx, started.id);
  return { status: "done", refundId: ended.id, outcome: ended.status as RefundStatus, error: ended.error };
}

/** Starts a refund that a second person approved; its money is sent once the decision is committed. */
export const refundApproved: ApprovalExecutor = async (tx, stored, request) => {
  const input = RefundCreateInput.parse(stored);
  const order = await findOrder(tx, input.id);
  await findSubject(tx, order.userId);
  const { id } = await apply(tx, order, { ...input, request });
  return { reference: id };
};

/**
 * Ends a refund that the provider left without an answer and that cannot be asked again: a person looked there. To call it
 * failed gives the credit back on one person's word, so that is bound by the limit of what one person may credit. Throws
 * NOT_FOUND, PRECONDITION_FAILED (order.refund_still_sending), CONFLICT (order.refund_ended), FORBIDDEN (approval.above_limit).
 */
export async function resolveRefund(ctx: ServiceContext, input: RefundResolveInput): Promise<void> {
  authorize(ctx, "order.refund");
  await requireStepUp(ctx);
  await withTransaction(ctx, async (tx) => {
    const refund = await tx.db.paymentRefund.findUnique({ where: { id: input.id } });
    if (!refund) throw notFound("refund");
    await findSubject(tx, refund.userId);
    if (input.outcome === "failed") {
      await requireWithinLimit(tx, { amount: refund.takenQuota, userIds: [refund.userId] });
    }
    if (refund.status === "pending" && refund.error === "") {
      throw new AppError("PRECONDITION_FAILED", { reason: "order.refund_still_sending" });
    }
    const { outcome, reason } = input;
    const end = outcome === "failed" ? ({ outcome, detail: reason } as const) : ({ outcome, note: reason } as const);
    if (!(await finishRefund(tx, refund, end))) throw new AppError("CONFLICT", { reason: "order.refund_ended" });
  });
}

type Decided = RefundCreateInput & { request?: ApprovedRequest };

async function apply(tx: ServiceContext, order: PaymentOrder, decided: Decided): Promise<PaymentRefund> {
  const { request, ...input } = decided;
  requireRefundable(order, input.amountMinor);
  if (!refundChannels(order).includes(input.channel)) {
    throw new AppError("BAD_INPUT", { reason: "order.refund_channel", meta: { field: "channel" } });
  }
  await requireNotInWallet(tx, order);
  const refund = await startRefund(tx, order, {
    ...input,
    idempotencyKey: keyOf(input),
    actorId: request?.requesterId ?? actorId(tx),
    approverId: request ? actorId(tx) : null,
  });
  // Money that a person gives back by hand is given back when the person says so.
  if (input.channel === "outside") await finishRefund(tx, refund, { outcome: "succeeded" });
  return refund;
}

/** The rest of a plan that was credited when it was cancelled must be taken back before the same money goes out again. */
async function requireNotInWallet(tx: ServiceContext, { userId, subscriptionId }: PaymentOrder): Promise<void> {
  if (subscriptionId === null) return;
  // The lock of everybody who changes subscriptions: nobody credits the rest while the money goes out.
  await bumpAccountVersion(tx, "access", userId);
  if ((await givenBackToWallet(tx, subscriptionId)) <= 0n) return;
  throw new AppError("PRECONDITION_FAILED", { reason: "order.refunded_to_wallet" });
}

function keyOf({ id, idempotencyKey }: RefundCreateInput): string {
  return `${id}:${idempotencyKey}`;
}

function requireRefundable(order: PaymentOrder, amountMinor: bigint): void {
  if (order.status !== "paid") throw new AppError("CONFLICT", { reason: "order.not_paid" });
  const left = order.amountMinor - order.refundedMinor;
  if (amountMinor <= left) return;
  throw new AppError("BAD_INPUT", {
    reason: "order.refund_too_large",
    meta: { field: "amountMinor", left: left.toString(), currency: order.currency },
  });
}

/** A soft border for the operator's eyes: what is spent in the same moment is taken as far as it is there. */
async function requireAccepted(tx: ServiceContext, order: PaymentOrder, input: RefundCreateInput): Promise<void> {
  requireRefundable(order, input.amountMinor);
  if (input.acceptsUncollectable) return;
  const user = await tx.db.user.findUnique({ where: { id: order.userId }, select: { balance: true } });
  const uncollectable = nextShare(order, input.amountMinor) - (user?.balance ?? 0n);
  if (uncollectable <= 0n) return;
  throw new AppError("PRECONDITION_FAILED", {
    reason: "order.refund_uncollectable",
    meta: { units: uncollectable.toString() },
  });
}

function worthOf(order: PaymentOrder, amountMinor: bigint): bigint {
  return order.quota > 0n ? nextShare(order, amountMinor) : worthOfPart(order, amountMinor);
}
