import { audit } from "@/server/kernel/audit";
import { authorize, requireUserId } from "@/server/kernel/authorize";
import { actorId, type ServiceContext } from "@/server/kernel/context";
import { notFound, staleVersion } from "@/server/kernel/errors";
import { bumpAccountVersion } from "@/server/kernel/state-change";
import { withTransaction } from "@/server/kernel/transaction";
import type { FundingOrder, FundingReadInput, FundingUpdateInput } from "../schema";
import { requireStaffMayAct } from "./row";

/** What pays first for somebody's requests. Throws NOT_FOUND, FORBIDDEN for somebody else's without the right. */
export async function getFunding(
  ctx: ServiceContext,
  input: FundingReadInput,
): Promise<{ fundingOrder: FundingOrder }> {
  authorize(ctx, "subscription.readOwn");
  const userId = input.userId ?? requireUserId(ctx);
  if (userId !== actorId(ctx)) authorize(ctx, "subscription.readAny");
  const user = await ctx.db.user.findUnique({ where: { id: userId }, select: { fundingOrder: true } });
  if (!user) throw notFound("user");
  return { fundingOrder: user.fundingOrder as FundingOrder };
}

/**
 * Sets what pays first: one's own, or with a reason a customer's. Gateways obey within a second. Throws NOT_FOUND,
 * FORBIDDEN, BAD_INPUT (subscription.reason_missing), CONFLICT when somebody set it at the same moment.
 */
export async function setFunding(ctx: ServiceContext, input: FundingUpdateInput): Promise<{ isChanged: boolean }> {
  authorize(ctx, "subscription.manageOwn");
  const userId = input.userId ?? requireUserId(ctx);
  const { fundingOrder, reason } = input;
  return withTransaction(ctx, async (tx) => {
    await bumpAccountVersion(tx, "access", userId);
    if (userId !== actorId(tx)) await requireStaffMayAct(tx, { userId, reason });
    const user = await tx.db.user.findUnique({ where: { id: userId } });
    if (!user) throw notFound("user");
    if (user.fundingOrder === fundingOrder) return { isChanged: false };
    const { count } = await tx.db.user.updateMany({
      where: { id: userId, fundingOrder: user.fundingOrder },
      data: { fundingOrder },
    });
    if (count === 0) throw staleVersion("user");
    await audit(tx, {
      action: "user.setFunding",
      target: { kind: "user", id: user.id, label: user.username },
      before: { fundingOrder: user.fundingOrder },
      after: { fundingOrder },
      ...(reason ? { reason } : {}),
    });
    return { isChanged: true };
  });
}
