import { getSetting } from "@/server/configuration/setting/current";
import { audit } from "@/server/kernel/audit";
import type { ServiceContext } from "@/server/kernel/context";
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
 */
export async function reverseReferralRebate(
  tx: ServiceContext,
  input: { source: string; quotaRefunded: bigint; quotaTotal: bigint },
): Promise<void> {
  const { source, quotaRefunded, quotaTotal } = input;
  const where = { kind_source: { kind: "rebate", source } };
  const found = await tx.db.referralReward.findUnique({ where, select: { inviterId: true } });
  if (!found || quotaTotal <= 0n) return;
  const inviter = await lockInviter(tx, found.inviterId);
  // Read again under the lock: another refund of the same source may just have taken its part.
  const reward = await tx.db.referralReward.findUniqueOrThrow({ where });
  const refunded = quotaRefunded > quotaTotal ? quotaTotal : quotaRefunded;
  const due = (reward.amount * refunded) / quotaTotal - reward.reversedAmount;
  if (due <= 0n) return;
  const taken = due < inviter.referralBalance ? due : inviter.referralBalance;
  await tx.db.user.updateMany({ where: { id: inviter.id }, data: { referralBalance: { decrement: taken } } });
  await tx.db.referralReward.updateMany({ where: { id: reward.id }, data: { reversedAmount: { increment: taken } } });
  const rebate = reward.amount - reward.reversedAmount;
  await audit(tx, {
    action: "referral.reverse",
    target: { kind: "user", id: inviter.id, label: inviter.username },
    before: { rebate },
    after: { rebate: rebate - taken, taken, uncollected: due - taken, source },
  });
}

/** The write takes the row's lock; what is read after it holds until the commit. */
async function lockInviter(tx: ServiceContext, id: string) {
  await tx.db.user.updateMany({ where: { id }, data: { referralBalance: { increment: 0n } } });
  const select = { id: true, username: true, referralBalance: true };
  return tx.db.user.findUniqueOrThrow({ where: { id }, select });
}
