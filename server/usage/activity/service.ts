import { authorize } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { readStoreOf } from "@/server/kernel/database/read-store";
import { type Buckets, bucketsBefore } from "./buckets";
import { readBars } from "./closed-bars";
import { namesOf } from "./names";
import { rankPeople, readPeopleBars } from "./rank";
import { type Cell, readPeople, readTraffic, type SiteDimension } from "./read";
import { runsOf } from "./runs";
import type { ActivityBy, ActivityInput } from "./schema";
import { type Scope, scopeOf } from "./scope";
import { bySlot, SERIES_MAX, type Split, splitKnown, splitTop, throughputOf } from "./series";
import { metricOf, totalOf } from "./sums";

const HOUR_MS = 3_600_000;

/**
 * Use over time: bars split by a dimension, the sums behind each bar, and on request the same stretch before it. Every
 * number of one answer is of the same hours. Of the whole site it reads what does not grow with customers, of one account
 * that account's own hours. Customers see their own. Throws FORBIDDEN, BAD_INPUT, UNAVAILABLE.
 */
export async function readActivity(ctx: ServiceContext, input: ActivityInput) {
  authorize(ctx, "activity.readOwn");
  if (input.by === "channel") authorize(ctx, "activity.readSite");
  const scope = await scopeOf(ctx, input);
  const { buckets } = scope;
  const [main, previous] = await Promise.all([
    readMain(ctx, scope, input),
    input.compare ? readPrevious(ctx, scope, input) : null,
  ]);
  const { cells, split, ranking } = main;
  const slots = bySlot(cells, buckets.list.length);
  const keys = split.series.map(({ key }) => key);
  const now = ctx.clock().getTime();
  return {
    unit: buckets.unit,
    /** site: status, streams and retries are known; person: of one account's roll-up they are not. */
    source: scope.people === null ? ("site" as const) : ("person" as const),
    from: new Date(buckets.from),
    to: new Date(buckets.to),
    buckets: buckets.list.map(({ from, to }) => ({ from: new Date(from), to: new Date(to), isUnfinished: to > now })),
    series: split.series,
    other: split.other,
    entityCount: split.entityCount,
    ranking,
    names: await namesOf(ctx, input.by, keys),
    slots,
    totals: totalOf(slots),
    throughput: scope.people === null ? throughputOf(cells, buckets.list.length, main.isSplit ? keys : [""]) : null,
    previous,
  };
}

type Main = { cells: Cell[]; split: Split; isSplit: boolean; ranking: { isExact: boolean; asOf: Date | null } | null };

async function readMain(ctx: ServiceContext, scope: Scope, { by, metric }: ActivityInput): Promise<Main> {
  const count = scope.buckets.list.length;
  if (scope.people !== null || isSiteDimension(by)) {
    const cells = await readCells(ctx, scope, { by, buckets: scope.buckets });
    return { cells, split: splitTop(cells, count, metric), isSplit: by !== "none", ranking: null };
  }
  const [cells, ranked] = await Promise.all([
    readCells(ctx, scope, { by: "none", buckets: scope.buckets }),
    rankPeople(ctx, { kind: by, metric, limit: SERIES_MAX, scope }),
  ]);
  const keys = ranked.rows.map(({ key }) => key);
  const known = splitTop(await readPeopleBars(ctx, { kind: by, keys, scope }), count, metric).series;
  const split = splitKnown(known, bySlot(cells, count), metric);
  return { cells, split, isSplit: false, ranking: { isExact: ranked.isExact, asOf: ranked.asOf } };
}

function isSiteDimension(by: ActivityBy): by is SiteDimension | "none" {
  return by !== "user" && by !== "token";
}

type Read = { by: ActivityBy; buckets: Buckets; until?: number };

function readCells(ctx: ServiceContext, { people, filter, daysUntil }: Scope, { by, buckets, until }: Read) {
  const store = readStoreOf(ctx.db);
  const bound = until === undefined ? {} : { until };
  if (people !== null) return readPeople(store, { runs: runsOf(buckets, bound), by, filter, people });
  const dimension = isSiteDimension(by) ? by : "none";
  return readBars(store, {
    question: `traffic ${buckets.unit} ${dimension} ${until ?? ""} ${JSON.stringify(filter)}`,
    buckets,
    now: ctx.clock(),
    read: (missing) => readTraffic(store, { runs: runsOf(missing, { daysUntil, ...bound }), by: dimension, filter }),
  });
}

/** The stretch before, up to the same hour: a day that has just begun is not set against a whole one. */
async function readPrevious(ctx: ServiceContext, scope: Scope, { metric, zone }: ActivityInput) {
  const buckets = bucketsBefore(scope.buckets, zone);
  const until = untilSameHour(ctx, scope.buckets, buckets);
  const cells = await readCells(ctx, scope, { by: "none", buckets, ...(until === null ? {} : { until }) });
  const slots = bySlot(cells, buckets.list.length);
  return {
    from: new Date(buckets.from),
    to: new Date(until ?? buckets.to),
    totals: totalOf(slots),
    values: slots.map((sums) => metricOf(sums, metric)),
  };
}

/** Where the stretch before ends when this one is not over; null when both are whole. UTC days are kept whole. */
export function untilSameHour(ctx: ServiceContext, current: Buckets, previous: Buckets): number | null {
  const thisHourEnds = Math.ceil(ctx.clock().getTime() / HOUR_MS) * HOUR_MS;
  const last = current.list.at(-1);
  const lastBefore = previous.list.at(-1);
  if (!last || !lastBefore || current.unit === "utcDay" || thisHourEnds >= last.to || thisHourEnds <= last.from)
    return null;
  return Math.min(lastBefore.to, lastBefore.from + (thisHourEnds - last.from));
}
