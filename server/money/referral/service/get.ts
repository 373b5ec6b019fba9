import { getSetting } from "@/server/configuration/setting/current";
import { isRegistrationOpen } from "@/server/identity/registration/open";
import { authorize, requireUserId } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";

/**
 * One's own referral: the code (null until it is made), how many accounts that still exist signed up with it, what waits
 * to be transferred, and the terms in force. Amounts in quota units.
 */
export async function getReferral(ctx: ServiceContext) {
  authorize(ctx, "referral.readOwn");
  const userId = requireUserId(ctx);
  const [user, invitedCount, earned] = await Promise.all([
    ctx.db.user.findUniqueOrThrow({ where: { id: userId }, select: { referralCode: true, referralBalance: true } }),
    ctx.db.user.count({ where: { inviterId: userId, deletedAt: null } }),
    ctx.db.referralReward.aggregate({ where: { inviterId: userId }, _sum: { amount: true, reversedAmount: true } }),
  ]);
  return {
    code: user.referralCode,
    balance: user.referralBalance,
    invitedCount,
    earned: (earned._sum.amount ?? 0n) - (earned._sum.reversedAmount ?? 0n),
    terms: referralTerms(),
  };
}

/** What bringing somebody gives now, in quota units and percent, and the least that can be transferred. */
function referralTerms() {
  return {
    isOpen: isRegistrationOpen(),
    inviteeUnits: BigInt(getSetting("rewards.inviteeUnits")),
    inviterUnits: BigInt(getSetting("rewards.inviterUnits")),
    rebatePercent: getSetting("rewards.rebatePercent"),
    transferMinUnits: BigInt(getSetting("rewards.transferMinUnits")),
  };
}
