import { authorize, isAllowed } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { readStoreOf } from "@/server/kernel/database/read-store";
import { type Buckets, bucketsBefore } from "./buckets";
import { namesOf } from "./names";
import { rankPeople, sumsOfPeople } from "./rank";
import { readPeople, readTraffic } from "./read";
import { stretchOf } from "./runs";
import type { ActivityDimension, ActivityRange, ActivityTopsInput } from "./schema";
import { type Scope, scopeOf } from "./scope";
import { untilSameHour } from "./service";
import { addSums, metricOf, noSums, type Sums, totalOf } from "./sums";

const ROWS_MAX = 10;
const VALUES_MAX = 200;

/**
 * The biggest values of a dimension over a range, with their share of all and, on request, what they were in the stretch
 * before. Throws FORBIDDEN, BAD_INPUT, UNAVAILABLE.
 */
export async function readTops(ctx: ServiceContext, input: ActivityTopsInput) {
  authorize(ctx, "activity.readOwn");
  const { of, metric } = input;
  if (of === "channel" || of === "user") authorize(ctx, "activity.readSite");
  const scope = await scopeOf(ctx, input);
  const now = await (isRanked(scope, of) ? topPeople : topValues)(ctx, scope, input);
  const keys = now.rows.map(({ key }) => key);
  const before = input.compare ? await sumsBefore(ctx, { scope, keys, input }) : null;
  const names = await namesOf(ctx, of, keys);
  return {
    total: now.total,
    count: now.count,
    ranking: now.ranking,
    rows: now.rows.map(({ key, sums }) => ({
      key,
      label: names[key] ?? key,
      amount: metricOf(sums, metric),
      requests: sums.requests,
      errors: sums.errors,
      tokens: sums.promptTokens + sums.completionTokens,
      quota: sums.quota,
      amountBefore: before === null ? null : metricOf(before.get(key) ?? noSums(), metric),
    })),
  };
}

/**
 * The models, groups and channels that had traffic in a range, busiest first, to narrow a page by. Customers see the models
 * and groups of their own use. Throws FORBIDDEN, BAD_INPUT, UNAVAILABLE.
 */
export async function readValues(ctx: ServiceContext, range: ActivityRange) {
  authorize(ctx, "activity.readOwn");
  const scope = await scopeOf(ctx, { ...range, filter: {} });
  const valuesOf = async (of: "model" | "group" | "channel") => {
    const values = [...(await valuesIn(ctx, scope, { of, stretch: scope.buckets }))].filter(([key]) => key !== "");
    values.sort(([, one], [, other]) => other.requests - one.requests);
    const shown = values.slice(0, VALUES_MAX);
    const names = await namesOf(
      ctx,
      of,
      shown.map(([key]) => key),
    );
    return shown.map(([key, { requests }]) => ({ value: key, label: names[key] ?? key, requests }));
  };
  const [models, groups, channels] = await Promise.all([
    valuesOf("model"),
    valuesOf("group"),
    isAllowed(ctx, "activity.readSite") ? valuesOf("channel") : [],
  ]);
  return { models, groups, channels };
}

type Tops = {
  rows: { key: string; sums: Sums }[];
  total: number;
  count: number | null;
  ranking: { isExact: boolean; asOf: Date | null } | null;
};

/** The site's users and tokens are too many to be read one by one. */
function isRanked(scope: Scope, of: ActivityDimension): of is "user" | "token" {
  return scope.people === null && (of === "user" || of === "token");
}

async function topPeople(ctx: ServiceContext, scope: Scope, { of, metric }: ActivityTopsInput): Promise<Tops> {
  const [ranked, all] = await Promise.all([
    rankPeople(ctx, { kind: of === "token" ? "token" : "user", metric, limit: ROWS_MAX, scope }),
    valuesIn(ctx, scope, { of: "none", stretch: scope.buckets }),
  ]);
  const total = metricOf(totalOf(all.values()), metric);
  return { rows: ranked.rows, total, count: null, ranking: { isExact: ranked.isExact, asOf: ranked.asOf } };
}

async function topValues(ctx: ServiceContext, scope: Scope, { of, metric }: ActivityTopsInput): Promise<Tops> {
  const values = await valuesIn(ctx, scope, { of, stretch: scope.buckets });
  const rows = [...values].map(([key, sums]) => ({ key, sums })).filter(({ sums }) => sums.requests > 0);
  rows.sort(
    (one, other) => metricOf(other.sums, metric) - metricOf(one.sums, metric) || (one.key < other.key ? -1 : 1),
  );
  const total = metricOf(totalOf(values.values()), metric);
  return { rows: rows.slice(0, ROWS_MAX), total, count: rows.length, ranking: null };
}

type Stretch = { from: number; to: number };

async function valuesIn(
  ctx: ServiceContext,
  { people, filter, daysUntil }: Scope,
  { of, stretch }: { of: ActivityDimension | "none"; stretch: Stretch },
): Promise<Map<string, Sums>> {
  const store = readStoreOf(ctx.db);
  const runs = stretchOf(stretch, people === null ? daysUntil : 0);
  const cells =
    people === null
      ? await readTraffic(store, { runs, by: of === "user" || of === "token" ? "none" : of, filter })
      : await readPeople(store, { runs, by: of, filter, people });
  const values = new Map<string, Sums>();
  for (const { key, sums } of cells) {
    const into = values.get(key) ?? noSums();
    values.set(key, into);
    addSums(into, sums);
  }
  return values;
}

type Before = { scope: Scope; keys: readonly string[]; input: ActivityTopsInput };

async function sumsBefore(ctx: ServiceContext, { scope, keys, input }: Before): Promise<Map<string, Sums>> {
  const { of, zone } = input;
  const buckets: Buckets = bucketsBefore(scope.buckets, zone);
  const stretch = { from: buckets.from, to: untilSameHour(ctx, scope.buckets, buckets) ?? buckets.to };
  if (!isRanked(scope, of)) return valuesIn(ctx, scope, { of, stretch });
  return sumsOfPeople(ctx, { kind: of, keys, filter: scope.filter, stretch });
}
