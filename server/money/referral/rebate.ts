import { getSetting } from "@/server/configuration/setting/current";
import { audit } from "@/server/kernel/audit";
import type { ServiceContext } from "@/server/kernel/context";
import { staleVersion } from "@/server/kernel/errors";
import { withTransaction } from "@/server/kernel/transaction";
import { creditInviter } from "./inviter";

/** Quota units the inviter gets for a top-up of `quota`, rounded down: a rebate never exceeds its percentage. */
export function rebateOf(quota: bigint, percent: number): bigint {
  return (quota * BigInt(percent)) / 100n;
}

/**
 * Credits whoever invited this user with the rebate of a top-up or a redeemed single code, into their referral balance,
 * once per `source` (the id of the order or of the code's use). Does nothing when the rebate is off, nobody invited the
 * user, or the inviter is disabled or deleted. `quota` in quota units. For the transaction of what earned it.
 */
export async function creditReferralRebate(
  tx: ServiceContext,
  input: { userId: string; source: string; quota: bigint },
): Promise<void> {
  const amount = rebateOf(input.quota, getSetting("rewards.rebatePercent"));
  if (amount <= 0n) return;
  const invitee = await tx.db.user.findUnique({ where: { id: input.userId }, select: { inviterId: true } });
  if (!invitee?.inviterId) return;
  await creditInviter(tx, {
    inviterId: invitee.inviterId,
    inviteeId: input.userId,
    kind: "rebate",
    source: input.source,
    amount,
  });
}

/**
 * Takes back the part of a rebate whose top-up was refunded, from the inviter's referral balance. `quotaRefunded` is what
 * was refunded of the source in all so far, this time included, of `quotaTotal`: calling it again takes nothing twice.
 * What the inviter no longer has stays with them, and the audit trail says how much. For the refund's transaction.
 * Throws CONFLICT (common.stale_version) when another refund of the source came between.
 */
export async function reverseReferralRebate(
  ctx: ServiceContext,
  input: { source: string; quotaRefunded: bigint; quotaTotal: bigint },
): Promise<void> {
  await withTransaction(ctx, async (tx) => {
    const where = { kind_source: { kind: "rebate", source: input.source } };
    const reward = await tx.db.referralReward.findUnique({ where });
    if (!reward || input.quotaTotal <= 0n) return;
    const refunded = input.quotaRefunded > input.quotaTotal ? input.quotaTotal : input.quotaRefunded;
    const due = (reward.amount * refunded) / input.quotaTotal - reward.reversedAmount;
    if (due <= 0n) return;
    const taken = await takeFromInviter(tx, reward.inviterId, due);
    const { count } = await tx.db.referralReward.updateMany({
      where: { id: reward.id, reversedAmount: reward.reversedAmount },
      data: { reversedAmount: { increment: taken } },
    });
    if (count === 0) throw staleVersion("referral");
    const inviter = await tx.db.user.findUnique({ where: { id: reward.inviterId }, select: { username: true } });
    await audit(tx, {
      action: "referral.reverse",
      target: { kind: "user", id: reward.inviterId, label: inviter?.username ?? reward.inviterId },
      before: { rebate: reward.amount - reward.reversedAmount },
      after: { rebate: reward.amount - reward.reversedAmount - taken, taken, uncollected: due - taken },
      reason: input.source,
    });
  });
}

/** Takes up to `due` from a referral balance. Out: what was there to take. */
async function takeFromInviter(tx: ServiceContext, inviterId: string, due: bigint): Promise<bigint> {
  const whole = await tx.db.user.updateMany({
    where: { id: inviterId, referralBalance: { gte: due } },
    data: { referralBalance: { decrement: due } },
  });
  if (whole.count === 1) return due;
  const inviter = await tx.db.user.findUnique({ where: { id: inviterId }, select: { referralBalance: true } });
  const rest = inviter?.referralBalance ?? 0n;
  if (rest === 0n) return 0n;
  const { count } = await tx.db.user.updateMany({
    where: { id: inviterId, referralBalance: rest },
    data: { referralBalance: { decrement: rest } },
  });
  // Somebody moved it between the two statements: the refund runs again rather than takes too little.
  if (count === 0) throw staleVersion("referral");
  return rest;
}
