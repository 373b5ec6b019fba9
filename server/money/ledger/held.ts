import type { ServiceContext } from "@/server/kernel/context";

/**
 * What the open holds of a user have taken off the wallet, in quota units, and how many there are. The part of a hold that
 * a plan stands for never left the wallet.
 */
export async function heldFromWallet(ctx: ServiceContext, userId: string): Promise<{ quota: bigint; count: number }> {
  const { _sum, _count } = await ctx.db.hold.aggregate({
    where: { userId },
    _sum: { amount: true, planAmount: true },
    _count: true,
  });
  return { quota: (_sum.amount ?? 0n) - (_sum.planAmount ?? 0n), count: _count };
}
