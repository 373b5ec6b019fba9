import type { ReferralReward } from "@/prisma/generated/sqlite/client";
import { authorize, requireUserId } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { NEWEST_FIRST, olderThan, toPage } from "@/server/kernel/paging/keyset";
import type { ListRewardsInput, RewardKind } from "../schema";

/** One's own rewards, newest first, with the name of who they were earned by shortened: it is another's account. */
export async function listRewards(ctx: ServiceContext, input: ListRewardsInput) {
  authorize(ctx, "referral.readOwn");
  const rows = await ctx.db.referralReward.findMany({
    where: {
      AND: [
        { inviterId: requireUserId(ctx) },
        input.kinds && input.kinds.length > 0 ? { kind: { in: input.kinds } } : {},
        olderThan(input.cursor),
      ],
    },
    orderBy: NEWEST_FIRST,
    take: input.limit + 1,
  });
  const invitees = await ctx.db.user.findMany({
    where: { id: { in: rows.map((row) => row.inviteeId) } },
    select: { id: true, username: true },
  });
  const names = new Map(invitees.map((invitee) => [invitee.id, shortened(invitee.username)]));
  return toPage(rows, input.limit, (row) => toItem(row, names.get(row.inviteeId) ?? "…"));
}

function toItem(row: ReferralReward, inviteeName: string) {
  const { id, createdAt, amount, reversedAmount } = row;
  return { id, createdAt, kind: row.kind as RewardKind, amount, reversedAmount, inviteeName };
}

/** Enough to know one's own friends by, too little to learn a stranger's name from. */
function shortened(username: string): string {
  const letters = [...username];
  return `${letters.slice(0, Math.min(2, letters.length - 1)).join("")}…`;
}
