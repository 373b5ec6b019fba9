import { authorize, requireStepUp } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { AppError, staleVersion } from "@/server/kernel/errors";
import { bumpAccountVersion, nameChangedAccount } from "@/server/kernel/state-change";
import { withTransaction } from "@/server/kernel/transaction";
import { chargePeriod, priceOfPeriod, renewalKey } from "../charge";
import { type Contract, extendContract, requireNotFollowed } from "../contract";
import type { SubscriptionRenewInput } from "../schema";
import { requireMayGive } from "./give";
import { currentPeriod, findChangeable, isOwn } from "./row";

/** Nobody pays further ahead than this many periods: prices and needs change. */
const AHEAD_MAX = 12;

/**
 * Adds one period: one's own from the wallet, or as staff a customer's, from their wallet or for nothing, with a reason.
 * Throws STEP_UP_REQUIRED, NOT_FOUND, FORBIDDEN, CONFLICT (subscription.ended, subscription.followed, common.stale_version:
 * it was renewed meanwhile), PRECONDITION_FAILED (plan.not_offered, plan.no_rate, subscription.free_renews_itself,
 * subscription.paid_far_ahead, subscription.balance_too_low).
 */
export async function renewSubscription(
  ctx: ServiceContext,
  input: SubscriptionRenewInput,
): Promise<{ periodEndAt: Date }> {
  authorize(ctx, "subscription.manageOwn");
  await requireStepUp(ctx);
  return withTransaction(ctx, async (tx) => {
    await bumpAccountVersion(tx, "access", null);
    const row = await findChangeable(tx, input);
    await nameChangedAccount(tx, "access", row.userId);
    if (input.paidBy === "none") await requireMayGive(tx, { ...row, reason: input.reason });
    if (row.periodNumber !== input.periodNumber) throw staleVersion("subscription");
    await requireRenewable(tx, row);
    const extended = await extendContract(tx, row, {
      paidBy: input.paidBy,
      ...(input.reason ? { reason: input.reason } : {}),
    });
    if (input.paidBy === "wallet") await chargePeriod(tx, row, renewalKey(row.id, extended.periodNumber));
    return { periodEndAt: extended.periodEndAt };
  });
}

async function requireRenewable(tx: ServiceContext, row: Contract): Promise<void> {
  const refuse = (reason: string) => new AppError("PRECONDITION_FAILED", { reason });
  const now = tx.clock();
  if (row.periodEndAt <= now) throw new AppError("CONFLICT", { reason: "subscription.ended" });
  if (row.planVersion.plan.deletedAt !== null) throw refuse("plan.not_offered");
  // What costs nothing would otherwise be renewed for ever in one minute.
  if (isOwn(tx, row) && priceOfPeriod(row.planVersion) === 0n) throw refuse("subscription.free_renews_itself");
  if (row.periodNumber - currentPeriod(row, now).index > AHEAD_MAX) throw refuse("subscription.paid_far_ahead");
  await requireNotFollowed(tx, row);
}
