import { authorize, requireUserId } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { heldFromWallet } from "@/server/money/ledger/held";
import { burnRate, burnSince } from "@/server/usage/overview/burn-rate";

/**
 * What one has and how long it lasts: spendable balance, what running requests hold, the average spent a day in the last
 * seven days, and the days left at that rate. `pendingOrderCount` tells the page to look again soon. Amounts in quota units.
 */
export async function getWallet(ctx: ServiceContext) {
  authorize(ctx, "wallet.readOwn");
  const userId = requireUserId(ctx);
  const since = burnSince(ctx.clock());
  const [user, held, week, pendingOrderCount] = await Promise.all([
    ctx.db.user.findUniqueOrThrow({ where: { id: userId }, select: { balance: true, usedQuota: true } }),
    heldFromWallet(ctx, userId),
    ctx.db.usageHour.aggregate({ where: { userId, hourAt: { gte: since } }, _sum: { quota: true, planQuota: true } }),
    ctx.db.paymentOrder.count({ where: { userId, status: "pending", expiresAt: { gt: ctx.clock() } } }),
  ]);
  return {
    balance: user.balance,
    usedQuota: user.usedQuota,
    held: held.quota,
    holdCount: held.count,
    // What a plan paid does not empty the wallet.
    ...burnRate(user.balance, (week._sum.quota ?? 0n) - (week._sum.planQuota ?? 0n)),
    pendingOrderCount,
  };
}
