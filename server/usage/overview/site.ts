import { authorize } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { readStoreOf } from "@/server/kernel/database/read-store";
import { asBigInt, asText } from "@/server/kernel/database/sql-values";
import { isOwnProviderId } from "@/server/supply/own-provider/schema";
import { type Buckets, bucketsBefore, bucketsOf } from "../activity/buckets";
import { Statement } from "../activity/conditions";
import { histogramsOf, percentilesOf, readLatencyCounts } from "../activity/latency";
import { namesOf } from "../activity/names";
import { boundedQuery, type Cell, readTraffic, type SiteDimension } from "../activity/read";
import { type Run, runsOf, singleRun } from "../activity/runs";
import { RATE_REQUESTS_MIN } from "../activity/schema";
import { bySlot } from "../activity/series";
import { type Sums, totalOf } from "../activity/sums";
import type { OverviewInput } from "./schema";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const TOP_MAX = 5;
const USUAL_DAYS = 7;
const LOW_BALANCE_UNITS = 500_000n;
/** From this share of failures on, somebody should look. */
const FAILING_SHARE = 0.2;

/**
 * Is anything wrong, what needs me: the staff's home, from the roll-ups of the site. `recent` is the hour under way and the
 * one before, `usage` the last 24 hours, `spend` today against the same hours of the week before.
 */
export async function siteOverview(ctx: ServiceContext, { zone }: OverviewInput) {
  authorize(ctx, "overview.readSite");
  const now = ctx.clock().getTime();
  const hourEnds = Math.floor(now / HOUR_MS) * HOUR_MS + HOUR_MS;
  const since = new Date(hourEnds - DAY_MS);
  const day = bucketsOf({ from: since, to: new Date(hourEnds), zone });
  const [hours, topModels, recent, spend, channels, counts, lowBalances, failedJobs] = await Promise.all([
    readCells(ctx, runsOf(day), "none"),
    readTopModels(ctx, day),
    readRecent(ctx, { from: hourEnds - 2 * HOUR_MS, to: hourEnds }),
    readSpend(ctx, { zone, hourEnds }),
    readTroubledChannels(ctx),
    readCounts(ctx),
    readLowBalances(ctx, since),
    ctx.db.job.count({ where: { status: "failed", createdAt: { gte: since } } }),
  ]);
  const slots = bySlot(hours, day.list.length);
  return {
    since,
    usage: totalOf(slots),
    hours: day.list.map(({ from, to }, slot) => ({
      from: new Date(from),
      to: new Date(to),
      isUnfinished: to > now,
      requests: slots[slot]?.requests ?? 0,
      errors: slots[slot]?.errors ?? 0,
    })),
    topModels,
    recent,
    spend,
    channels,
    counts,
    lowBalances,
    failedJobs,
  };
}

function readCells(ctx: ServiceContext, runs: readonly Run[], by: SiteDimension | "none"): Promise<Cell[]> {
  return readTraffic(readStoreOf(ctx.db), { runs, by, filter: {} });
}

async function readTopModels(ctx: ServiceContext, { from, to }: Buckets) {
  const cells = await readCells(ctx, [singleRun({ from, to })], "model");
  return cells
    .filter(({ key }) => key !== "")
    .sort((one, other) => other.sums.quota - one.sums.quota || other.sums.requests - one.sums.requests)
    .slice(0, TOP_MAX)
    .map(({ key, sums }) => ({ model: key, requests: sums.requests, errors: sums.errors, quota: BigInt(sums.quota) }));
}

type Stretch = { from: number; to: number };

/** How it goes right now, and which channels and models fail too often. */
async function readRecent(ctx: ServiceContext, stretch: Stretch) {
  const run = singleRun(stretch);
  const [channels, models, latency] = await Promise.all([
    readCells(ctx, [run], "channel"),
    readCells(ctx, [run], "model"),
    readLatencyCounts(readStoreOf(ctx.db), { runs: [run], measure: "total", filter: {} }),
  ]);
  const total = totalOf(models.map(({ sums }) => sums));
  const minutes = Math.max(1, (ctx.clock().getTime() - stretch.from) / 60_000);
  // What customers' own providers do is for them to look after.
  const failing = channels.filter(({ key, sums }) => key !== "" && !isOwnProviderId(key) && isFailing(sums));
  const names = await namesOf(
    ctx,
    "channel",
    failing.map(({ key }) => key),
  );
  return {
    from: new Date(stretch.from),
    to: new Date(stretch.to),
    requests: total.requests,
    errors: total.errors,
    requestsAMinute: total.requests / minutes,
    p95: percentilesOf(histogramsOf(latency).get(0) ?? new Map()).p95,
    failingChannels: failing.map(({ key, sums }) => ({ id: key, name: names[key] ?? key, ...shareOf(sums) })),
    failingModels: models
      .filter(({ key, sums }) => key !== "" && isFailing(sums))
      .map(({ key, sums }) => ({ model: key, ...shareOf(sums) }))
      .slice(0, TOP_MAX),
  };
}

function isFailing({ requests, errors }: Sums): boolean {
  return requests >= RATE_REQUESTS_MIN && errors / requests >= FAILING_SHARE;
}

function shareOf({ requests, errors }: Sums) {
  return { requests, errors };
}

/** Today so far, and what the days of the week before had come to by the same hour, on average of those with traffic. */
async function readSpend(ctx: ServiceContext, { zone, hourEnds }: { zone: string; hourEnds: number }) {
  const today = todayIn(zone, hourEnds);
  const elapsedMs = hourEnds - today.from;
  const before = bucketsBefore({ ...today, list: Array.from({ length: USUAL_DAYS }, () => today) }, zone);
  const runs = before.list.map(({ from, to }, index) => ({
    ...singleRun({ from, to: Math.min(to, from + elapsedMs) }),
    firstIndex: index,
  }));
  const [now, usual] = await Promise.all([
    readCells(ctx, [singleRun({ from: today.from, to: hourEnds })], "none"),
    readCells(ctx, runs, "none"),
  ]);
  const days = bySlot(usual, USUAL_DAYS).filter(({ requests }) => requests > 0);
  return {
    from: new Date(today.from),
    to: new Date(hourEnds),
    quota: BigInt(totalOf(now.map(({ sums }) => sums)).quota),
    usual: days.length === 0 ? null : BigInt(Math.round(totalOf(days).quota / days.length)),
  };
}

/** The zone's day that the last hour lies in. */
function todayIn(zone: string, hourEnds: number): Stretch & { unit: "day" } {
  const end = hourEnds - 1;
  // Long enough to be shown by days; the last of them is today.
  const days = bucketsOf({ from: new Date(end - 5 * DAY_MS), to: new Date(end), zone });
  const last = days.list.at(-1);
  if (!last) throw new Error("A range of days has a last day.");
  return { unit: "day", ...last };
}

function readTroubledChannels(ctx: ServiceContext) {
  return ctx.db.channel.findMany({
    where: { status: "auto_disabled", ownerId: null, deletedAt: null },
    select: { id: true, name: true, statusReason: true, statusChangedAt: true },
    orderBy: { statusChangedAt: "desc" },
    take: TOP_MAX,
  });
}

async function readCounts(ctx: ServiceContext) {
  const [channels, enabledChannels, prices] = await Promise.all([
    ctx.db.channel.count({ where: { ownerId: null, deletedAt: null } }),
    ctx.db.channel.count({ where: { ownerId: null, deletedAt: null, status: "enabled" } }),
    ctx.db.modelPrice.count(),
  ]);
  return { channels, enabledChannels, prices };
}

/** Customers who used the service lately and will soon be refused. Looks through all accounts, so beside the event loop. */
async function readLowBalances(ctx: ServiceContext, since: Date) {
  const store = readStoreOf(ctx.db);
  const statement = new Statement(store.dialect);
  const sql = `SELECT id, username, balance FROM users WHERE role = 'user' AND status = 'enabled' AND deleted_at IS NULL
    AND balance < ${statement.bind(LOW_BALANCE_UNITS)} AND last_seen_at >= ${statement.bind(since)}
    ORDER BY balance LIMIT ${TOP_MAX}`;
  const rows = await boundedQuery(store, sql, statement.values);
  return rows.map((row) => ({ id: asText(row.id), username: asText(row.username), balance: asBigInt(row.balance) }));
}
