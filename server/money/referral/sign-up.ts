import { getSetting } from "@/server/configuration/setting/current";
import type { ServiceContext } from "@/server/kernel/context";
import { AppError } from "@/server/kernel/errors";
import { post } from "@/server/money/ledger/post";
import { creditInviter } from "./inviter";

/**
 * Whose code this is. Throws BAD_INPUT (referral.code_unknown) alike for one that nobody has and one of an account that is
 * disabled or deleted.
 */
export async function findInviterId(ctx: ServiceContext, code: string): Promise<string> {
  const where = { referralCode: code, status: "enabled", deletedAt: null };
  const inviter = await ctx.db.user.findFirst({ where, select: { id: true } });
  if (inviter) return inviter.id;
  throw new AppError("BAD_INPUT", { reason: "referral.code_unknown", meta: { field: "referralCode" } });
}

/** Credits both sides of an account that was just made with a code: the invitee's wallet, the inviter's referral balance. */
export async function rewardSignUp(tx: ServiceContext, input: { inviterId: string; inviteeId: string }): Promise<void> {
  const { inviterId, inviteeId } = input;
  const forInvitee = BigInt(getSetting("rewards.inviteeUnits"));
  if (forInvitee > 0n) {
    await post(tx, {
      userId: inviteeId,
      kind: "referral",
      amount: forInvitee,
      reference: inviterId,
      reason: "signed up with a referral code",
      idempotencyKey: `referral:invitee:${inviteeId}`,
    });
  }
  const forInviter = BigInt(getSetting("rewards.inviterUnits"));
  if (forInviter > 0n) {
    await creditInviter(tx, { inviterId, inviteeId, kind: "sign_up", source: inviteeId, amount: forInviter });
  }
}
