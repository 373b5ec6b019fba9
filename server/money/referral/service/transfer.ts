import { getSetting } from "@/server/configuration/setting/current";
import { audit } from "@/server/kernel/audit";
import { authorize, requireStepUp, requireUserId } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { AppError } from "@/server/kernel/errors";
import { withTransaction } from "@/server/kernel/transaction";
import { post } from "@/server/money/ledger/post";
import type { TransferRewardsInput } from "../schema";

/**
 * Moves rewards from one's referral balance to one's wallet, in quota units; the same idempotency key moves them once.
 * Out: both balances. Throws STEP_UP_REQUIRED, BAD_INPUT (referral.below_minimum), CONFLICT (referral.balance_too_low).
 */
export async function transferRewards(ctx: ServiceContext, input: TransferRewardsInput) {
  authorize(ctx, "referral.transferOwn");
  await requireStepUp(ctx);
  const id = requireUserId(ctx);
  const min = BigInt(getSetting("rewards.transferMinUnits"));
  if (input.amount < min) {
    const meta = { min: min.toString(), field: "amount" };
    throw new AppError("BAD_INPUT", { reason: "referral.below_minimum", meta });
  }
  return withTransaction(ctx, async (tx) => {
    // First the posting: it locks the user's row, and knows whether this was done before.
    const { isFirst, balance } = await post(tx, {
      userId: id,
      kind: "referral",
      amount: input.amount,
      reason: "referral rewards",
      idempotencyKey: `referral:${id}:${input.idempotencyKey}`,
    });
    if (isFirst) await takeRewards(tx, id, input.amount);
    const user = await tx.db.user.findUniqueOrThrow({
      where: { id },
      select: { username: true, referralBalance: true },
    });
    if (isFirst) {
      await audit(tx, {
        action: "referral.transfer",
        target: { kind: "user", id, label: user.username },
        before: { balance: balance - input.amount, referralBalance: user.referralBalance + input.amount },
        after: { balance, referralBalance: user.referralBalance },
      });
    }
    return { balance, referralBalance: user.referralBalance };
  });
}

async function takeRewards(tx: ServiceContext, id: string, amount: bigint): Promise<void> {
  const { count } = await tx.db.user.updateMany({
    where: { id, referralBalance: { gte: amount } },
    data: { referralBalance: { decrement: amount } },
  });
  if (count === 1) return;
  const user = await tx.db.user.findUniqueOrThrow({ where: { id }, select: { referralBalance: true } });
  const meta = { balance: user.referralBalance.toString(), field: "amount" };
  throw new AppError("CONFLICT", { reason: "referral.balance_too_low", meta });
}
