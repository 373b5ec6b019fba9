import { authorize, requireUserId } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { NEWEST_FIRST, olderThan, toPage } from "@/server/kernel/paging/keyset";
import { codeLabel } from "@/server/money/redemption/code";
import type { ListOwnRedemptionsInput } from "../schema";

/** The codes redeemed for one's own account, newest first: what each brought, and whether staff typed it in. */
export async function listOwnRedemptions(ctx: ServiceContext, input: ListOwnRedemptionsInput) {
  authorize(ctx, "wallet.readOwn");
  const rows = await ctx.db.redemptionUse.findMany({
    where: { AND: [{ userId: requireUserId(ctx) }, olderThan(input.cursor)] },
    include: { code: { select: { prefix: true, lastFour: true } } },
    orderBy: NEWEST_FIRST,
    take: input.limit + 1,
  });
  return toPage(rows, input.limit, ({ id, createdAt, amount, actorId, code }) => ({
    id,
    createdAt,
    amount,
    codeLabel: codeLabel(code),
    isByStaff: actorId !== null,
  }));
}
