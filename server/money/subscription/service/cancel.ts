import { audit } from "@/server/kernel/audit";
import { authorize, requireStepUp } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { AppError, staleVersion } from "@/server/kernel/errors";
import { bumpAccountVersion, nameChangedAccount } from "@/server/kernel/state-change";
import { withTransaction } from "@/server/kernel/transaction";
import { post } from "../../ledger/post";
import { paidFor } from "../charge";
import { auditedFields, type Contract, contractTarget, endContract } from "../contract";
import { proRataRefund } from "../refund";
import type { SubscriptionCancelInput, SubscriptionReasonInput } from "../schema";
import { currentPeriod, findChangeable, findReadable, readWindows, requireStaffMayAct } from "./row";

/**
 * Cancels at the end of what was paid, or at once; staff may then give what is left back to the wallet. Out: what was
 * given back, in quota units. Throws STEP_UP_REQUIRED (at once), NOT_FOUND, FORBIDDEN, BAD_INPUT
 * (subscription.reason_missing), CONFLICT (subscription.ended, common.stale_version).
 */
export async function cancelSubscription(
  ctx: ServiceContext,
  input: SubscriptionCancelInput,
): Promise<{ refundedQuota: bigint }> {
  authorize(ctx, "subscription.manageOwn");
  if (input.isRefunded) authorize(ctx, "subscription.manageAny");
  if (input.at === "now") await requireStepUp(ctx);
  return withTransaction(ctx, async (tx) => {
    await bumpAccountVersion(tx, "access", null);
    const row = await findChangeable(tx, input);
    await nameChangedAccount(tx, "access", row.userId);
    if (input.at === "period_end") {
      await cancelAtEnd(tx, row, input.reason);
      return { refundedQuota: 0n };
    }
    if (input.isRefunded) await requireStaffMayAct(tx, { userId: row.userId, reason: input.reason });
    const refundedQuota = input.isRefunded ? await refundOf(tx, row) : 0n;
    await endContract(tx, row, { status: "cancelled", endedAt: tx.clock(), reason: input.reason });
    if (refundedQuota > 0n) await giveBack(tx, row, { amount: refundedQuota, reason: input.reason });
    return { refundedQuota };
  });
}

/** What cancelling at once would give back now, in quota units. Throws NOT_FOUND. */
export async function previewRefund(ctx: ServiceContext, input: { id: string }): Promise<{ refundQuota: bigint }> {
  authorize(ctx, "subscription.manageAny");
  const row = await findReadable(ctx, input.id);
  return { refundQuota: row.status === "active" ? await refundOf(ctx, row) : 0n };
}

/** Takes a cancellation back that was to come. Throws as cancelSubscription does. Out: whether anything changed. */
export async function resumeSubscription(
  ctx: ServiceContext,
  input: SubscriptionReasonInput,
): Promise<{ isChanged: boolean }> {
  authorize(ctx, "subscription.manageOwn");
  return withTransaction(ctx, async (tx) => {
    const row = await findChangeable(tx, input);
    if (!row.cancelsAtPeriodEnd) return { isChanged: false };
    const after = { cancelsAtPeriodEnd: false, cancelledAt: null, cancelReason: "" };
    await change(tx, row, { action: "subscription.resume", after, reason: input.reason });
    return { isChanged: true };
  });
}

async function cancelAtEnd(tx: ServiceContext, row: Contract, reason: string): Promise<void> {
  if (row.cancelsAtPeriodEnd) return;
  const after = { cancelsAtPeriodEnd: true, cancelledAt: tx.clock(), cancelReason: reason };
  await change(tx, row, { action: "subscription.cancelAtEnd", after, reason });
}

type Change = { action: string; after: Partial<Contract>; reason: string };

/** A guarded change of a running contract, with its audit event. Throws CONFLICT when somebody changed it meanwhile. */
export async function change(tx: ServiceContext, row: Contract, { action, after, reason }: Change): Promise<void> {
  const { planVersion: _, ...data } = after;
  const { count } = await tx.db.subscription.updateMany({
    where: { id: row.id, status: "active", version: row.version },
    data: { ...data, version: { increment: 1 } },
  });
  if (count === 0) throw staleVersion("subscription");
  await audit(tx, {
    action,
    target: contractTarget(row),
    before: auditedFields(row),
    after: auditedFields({ ...row, ...after }),
    ...(reason ? { reason } : {}),
  });
}

async function refundOf(ctx: ServiceContext, row: Contract): Promise<bigint> {
  const now = ctx.clock();
  const windows = await readWindows(ctx, row, now);
  const period = windows.find(({ kind }) => kind === "period");
  const basis = {
    paidQuota: await paidFor(ctx, row),
    periodNumber: row.periodNumber,
    current: currentPeriod(row, now),
    allowance: period ?? null,
  };
  return proRataRefund(basis, now);
}

async function giveBack(tx: ServiceContext, row: Contract, given: { amount: bigint; reason: string }): Promise<void> {
  const change = await post(tx, {
    userId: row.userId,
    kind: "refund",
    amount: given.amount,
    reference: row.id,
    reason: given.reason,
    idempotencyKey: `subscription-refund:${row.id}`,
  });
  if (!change.isFirst) throw new AppError("CONFLICT", { reason: "subscription.ended" });
  await audit(tx, {
    action: "subscription.refund",
    target: contractTarget(row),
    before: { balance: change.balance - given.amount },
    after: { balance: change.balance },
    reason: given.reason,
  });
}
