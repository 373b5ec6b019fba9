import { subHours } from "date-fns";
import { authorize, requireUserId } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { heldFromWallet } from "@/server/money/ledger/held";
import { burnRate, burnSince } from "./burn-rate";

const HOUR_MS = 3_600_000;
const TOP_MAX = 5;

/** Balance and use of one's own account: the customers' home. */
export async function ownOverview(ctx: ServiceContext) {
  authorize(ctx, "log.readOwn");
  const userId = requireUserId(ctx);
  const dayAgo = hourFloor(subHours(ctx.clock(), 24));
  const weekAgo = burnSince(ctx.clock());
  const [user, held, today, week, topModels, hours, tokenCount] = await Promise.all([
    ctx.db.user.findUniqueOrThrow({ where: { id: userId }, select: { balance: true, groupName: true } }),
    heldFromWallet(ctx, userId),
    readTotals(ctx, { userId, hourAt: { gte: dayAgo } }),
    readTotals(ctx, { userId, hourAt: { gte: weekAgo } }),
    readTopModels(ctx, { userId, hourAt: { gte: weekAgo } }),
    readHours(ctx, { userId, hourAt: { gte: dayAgo } }, dayAgo),
    ctx.db.token.count({ where: { userId, deletedAt: null } }),
  ]);
  return {
    since: dayAgo,
    group: user.groupName,
    balance: user.balance,
    held: held.quota,
    today,
    week,
    topModels,
    hours,
    tokenCount,
    daysLeft: burnRate(user.balance, week.quota - week.planQuota).daysLeft,
  };
}

async function readTotals(ctx: ServiceContext, where: object) {
  const { _sum } = await ctx.db.usageHour.aggregate({
    where,
    _sum: {
      requestCount: true,
      errorCount: true,
      promptTokens: true,
      completionTokens: true,
      quota: true,
      planQuota: true,
      durationMs: true,
    },
  });
  return {
    requests: _sum.requestCount ?? 0,
    errors: _sum.errorCount ?? 0,
    promptTokens: _sum.promptTokens ?? 0n,
    completionTokens: _sum.completionTokens ?? 0n,
    quota: _sum.quota ?? 0n,
    /** The part that subscriptions paid. */
    planQuota: _sum.planQuota ?? 0n,
    durationMs: _sum.durationMs ?? 0n,
  };
}

async function readTopModels(ctx: ServiceContext, where: object) {
  const rows = await ctx.db.usageHour.groupBy({
    by: ["model"],
    where: { AND: [where, { NOT: { model: "" } }] },
    _sum: { requestCount: true, errorCount: true, quota: true },
    orderBy: { _sum: { quota: "desc" } },
    take: TOP_MAX,
  });
  return rows.map((row) => ({
    model: row.model,
    requests: row._sum.requestCount ?? 0,
    errors: row._sum.errorCount ?? 0,
    quota: row._sum.quota ?? 0n,
  }));
}

/** One entry for each hour since `since`, empty hours as zeros, so that the axis has no holes. */
async function readHours(ctx: ServiceContext, where: object, since: Date) {
  const rows = await ctx.db.usageHour.groupBy({
    by: ["hourAt"],
    where,
    _sum: { requestCount: true, errorCount: true, quota: true },
  });
  const byHour = new Map(rows.map((row) => [row.hourAt.getTime(), row._sum]));
  const last = hourFloor(ctx.clock()).getTime();
  const length = Math.floor((last - since.getTime()) / HOUR_MS) + 1;
  return Array.from({ length }, (_unused, index) => {
    const at = since.getTime() + index * HOUR_MS;
    const sum = byHour.get(at);
    return {
      from: new Date(at),
      to: new Date(at + HOUR_MS),
      isUnfinished: at === last,
      requests: sum?.requestCount ?? 0,
      errors: sum?.errorCount ?? 0,
      quota: sum?.quota ?? 0n,
    };
  });
}

function hourFloor(at: Date): Date {
  return new Date(Math.floor(at.getTime() / HOUR_MS) * HOUR_MS);
}
