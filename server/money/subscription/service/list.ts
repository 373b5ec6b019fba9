import { authorize, requireUserId } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { NEWEST_FIRST, olderThan, toPage } from "@/server/kernel/paging/keyset";
import { CONTRACT_PARTS, type Contract } from "../contract";
import { ENDING_SOON_DAYS, type SubscriptionListInput } from "../schema";
import { currentPeriod, findReadable, readWindows, toSubscriptionView } from "./row";

const DAY_MS = 86_400_000;
const OWN_MAX = 50;
const FOUND_USERS_MAX = 100;

/** Everybody's subscriptions with their customers, the newest first, by keyset. */
export async function listSubscriptions(ctx: ServiceContext, input: SubscriptionListInput) {
  authorize(ctx, "subscription.readAny");
  const now = ctx.clock();
  const rows = await ctx.db.subscription.findMany({
    where: {
      AND: [
        olderThan(input.cursor),
        await searched(ctx, input.search),
        input.userId ? { userId: input.userId } : {},
        input.planId?.length ? { planId: { in: input.planId } } : {},
        input.status?.length ? { status: { in: input.status } } : {},
        input.isEndingSoon ? endingSoon(now) : {},
      ],
    },
    include: CONTRACT_PARTS,
    orderBy: NEWEST_FIRST,
    take: input.limit + 1,
  });
  const names = await usernames(ctx, rows);
  return toPage(rows, input.limit, (row) => ({
    ...toSubscriptionView(row, now),
    username: names.get(row.userId) ?? "",
  }));
}

/** One's own subscriptions, the newest first, with what of their allowances is spent. */
export async function listOwnSubscriptions(ctx: ServiceContext) {
  authorize(ctx, "subscription.readOwn");
  const rows = await ctx.db.subscription.findMany({
    where: { userId: requireUserId(ctx) },
    include: CONTRACT_PARTS,
    orderBy: NEWEST_FIRST,
    take: OWN_MAX,
  });
  return Promise.all(rows.map((row) => withWindows(ctx, row)));
}

/** One subscription with its customer and allowances: one's own, or with the right for it anybody's. Throws NOT_FOUND. */
export async function getSubscription(ctx: ServiceContext, input: { id: string }) {
  authorize(ctx, "subscription.readOwn");
  const row = await findReadable(ctx, input.id);
  const names = await usernames(ctx, [row]);
  return { ...(await withWindows(ctx, row)), username: names.get(row.userId) ?? "" };
}

async function withWindows(ctx: ServiceContext, row: Contract) {
  const now = ctx.clock();
  return {
    ...toSubscriptionView(row, now),
    currentPeriod: currentPeriod(row, now),
    windows: await readWindows(ctx, row, now),
  };
}

/** Runs out within days and will not renew itself, or could not. */
function endingSoon(now: Date): object {
  const until = new Date(now.getTime() + ENDING_SOON_DAYS * DAY_MS);
  return {
    status: "active",
    periodEndAt: { lte: until },
    OR: [{ isAutoRenew: false }, { cancelsAtPeriodEnd: true }, { renewalError: { not: "" } }],
  };
}

/** By a whole id, or by parts of the customer's names. */
async function searched(ctx: ServiceContext, search: string | undefined): Promise<object> {
  if (!search) return {};
  if (search.startsWith("sub_")) return { id: search };
  if (search.startsWith("usr_")) return { userId: search };
  const users = await ctx.db.user.findMany({
    where: { searchText: { contains: search.toLowerCase() } },
    select: { id: true },
    orderBy: NEWEST_FIRST,
    take: FOUND_USERS_MAX,
  });
  return { userId: { in: users.map(({ id }) => id) } };
}

async function usernames(ctx: ServiceContext, rows: readonly { userId: string }[]): Promise<Map<string, string>> {
  const ids = [...new Set(rows.map(({ userId }) => userId))];
  const users = await ctx.db.user.findMany({ where: { id: { in: ids } }, select: { id: true, username: true } });
  return new Map(users.map(({ id, username }) => [id, username]));
}
