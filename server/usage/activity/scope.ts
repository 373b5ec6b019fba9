import { authorize, isAllowed, requireUserId } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { readStoreOf } from "@/server/kernel/database/read-store";
import { asTime, orNull } from "@/server/kernel/database/sql-values";
import { readWatermark } from "../rollup/watermark";
import { asUtcDays, type Buckets, bucketsOf, DAY_MS } from "./buckets";
import type { People } from "./read";
import type { ActivityFilter, ActivityRange } from "./schema";

/** Whose use is asked for: everybody's together (null), or one account's. */
export type Scope = { people: People | null; filter: ActivityFilter; buckets: Buckets; daysUntil: number };

const NOBODY = "nobody";

/**
 * What a question may see. Customers see their own use, and nothing of channels: which upstream served them is the site's
 * business. Throws FORBIDDEN, BAD_INPUT.
 */
export async function scopeOf(
  ctx: ServiceContext,
  { filter, ...range }: Pick<ActivityRange, "from" | "to" | "zone" | "filter">,
): Promise<Scope> {
  if (filter.channelId?.length) authorize(ctx, "activity.readSite");
  const people = await peopleOf(ctx, filter);
  const daysUntil = (await readWatermark(ctx.db, "traffic_days"))?.getTime() ?? 0;
  const buckets = bucketsOf(range);
  const isGone = people === null && buckets.unit !== "utcDay" && (await isBeforeHours(ctx, buckets, daysUntil));
  return { people, filter, buckets: isGone ? asUtcDays(buckets) : buckets, daysUntil };
}

/** Whether hours at the beginning have been deleted, and only their days are left. */
async function isBeforeHours(ctx: ServiceContext, { from }: Buckets, daysUntil: number): Promise<boolean> {
  if (from >= daysUntil) return false;
  const [row] = await readStoreOf(ctx.db).query("SELECT min(hour_at) AS first FROM traffic_hours");
  const first = orNull(row?.first, asTime)?.getTime();
  const [day] = await readStoreOf(ctx.db).query("SELECT min(day_at) AS first FROM traffic_days");
  const firstDay = orNull(day?.first, asTime)?.getTime();
  if (firstDay === undefined) return false;
  return first === undefined || (from < first && firstDay + DAY_MS <= first);
}

async function peopleOf(ctx: ServiceContext, { userId, tokenId }: ActivityFilter): Promise<People | null> {
  const tokens = tokenId ? { tokenIds: [tokenId] } : {};
  if (!isAllowed(ctx, "activity.readSite")) return { userIds: [requireUserId(ctx)], ...tokens };
  if (userId) return { userIds: [await accountOf(ctx, userId)], ...tokens };
  if (!tokenId) return null;
  const token = await ctx.db.token.findUnique({ where: { id: tokenId }, select: { userId: true } });
  return { userIds: [token?.userId ?? NOBODY], ...tokens };
}

/** An account by what people call it. A name nobody has is one without any use. */
async function accountOf(ctx: ServiceContext, userId: string): Promise<string> {
  if (userId.startsWith("usr_")) return userId;
  const name = userId.toLowerCase();
  const user = await ctx.db.user.findFirst({
    where: { OR: [{ username: name }, { email: name }] },
    select: { id: true },
  });
  return user?.id ?? NOBODY;
}
