import type { ServiceContext } from "@/server/kernel/context";
import type { ReadStore } from "@/server/kernel/database/read-store";
import { readStoreOf } from "@/server/kernel/database/read-store";
import { asNumber, asText, asTime } from "@/server/kernel/database/sql-values";
import { type SubjectKind, TOPS_A_DAY, type TopMetric } from "../rollup/tops";
import { DAY_MS } from "./buckets";
import { Statement } from "./conditions";
import { boundedQuery, type Cell, readPeople } from "./read";
import { runsOf, stretchOf } from "./runs";
import type { ActivityFilter, ActivityMetric } from "./schema";
import type { Scope } from "./scope";
import { addSums, metricOf, noSums, type Sums } from "./sums";

const CANDIDATES_MAX = 60;
/** With a filter each of them costs all its hours. */
const FILTERED_CANDIDATES_MAX = 20;

const TOP_METRIC: Record<ActivityMetric, TopMetric> = {
  cost: "quota",
  requests: "requests",
  tokens: "tokens",
  errors: "errors",
};

export type Ranked = { key: string; sums: Sums };
export type Ranking = {
  rows: Ranked[];
  /** Nobody else can be bigger, as of `asOf`. */
  isExact: boolean;
  asOf: Date | null;
};

type Rank = { kind: SubjectKind; metric: ActivityMetric; limit: number; scope: Scope };

/**
 * The biggest users or tokens of a stretch. Candidates are who was among the biggest of any of its days; what is counted
 * for them is exact. The order is exact too when the last one shown has at least what anybody else can have: what is known
 * of them, and for each day that they are missing from, the amount of that day's last.
 */
export async function rankPeople(ctx: ServiceContext, { kind, metric, limit, scope }: Rank): Promise<Ranking> {
  const { filter, buckets } = scope;
  const isFiltered = isFilterOf(filter);
  const { known, missedMax, asOf } = await readCandidates(ctx, { kind, metric: TOP_METRIC[metric], range: buckets });
  const chosen = known.slice(0, isFiltered ? FILTERED_CANDIDATES_MAX : CANDIDATES_MAX);
  const left = known.slice(chosen.length).reduce((most, { atMost }) => Math.max(most, atMost), missedMax);
  const keys = chosen.map(({ subjectId }) => subjectId);
  const sums = await sumsOfPeople(ctx, { kind, keys, filter, stretch: buckets });
  const rows = keys
    .map((key) => ({ key, sums: sums.get(key) ?? noSums() }))
    .filter((row) => metricOf(row.sums, metric) > 0)
    .sort((one, other) => metricOf(other.sums, metric) - metricOf(one.sums, metric) || (one.key < other.key ? -1 : 1))
    .slice(0, limit);
  const last = rows.length < limit ? 0 : metricOf(rows.at(-1)?.sums ?? noSums(), metric);
  return { rows, isExact: !isFiltered && last >= left, asOf };
}

type Candidates = {
  known: { subjectId: string; amount: number; atMost: number }[];
  /** The most anybody can have who is in none of the lists. */
  missedMax: number;
  asOf: Date | null;
};

async function readCandidates(
  ctx: ServiceContext,
  { kind, metric, range }: { kind: SubjectKind; metric: TopMetric; range: { from: number; to: number } },
): Promise<Candidates> {
  const store = readStoreOf(ctx.db);
  const statement = new Statement(store.dialect);
  const days = {
    from: Math.floor(range.from / DAY_MS) * DAY_MS,
    to: Math.ceil(range.to / DAY_MS) * DAY_MS,
  };
  const sql = `SELECT day_at, position, subject_id, amount FROM usage_tops WHERE ${statement.between("day_at", days)}
    AND subject_kind = ${statement.bind(kind)} AND metric = ${statement.bind(metric)} ORDER BY day_at, position`;
  const rows = await boundedQuery(store, sql, statement.values);
  const lastOf = new Map<number, number>();
  const found = new Map<string, { amount: number; days: number[] }>();
  for (const row of rows) {
    const [day, amount, subjectId] = [asTime(row.day_at).getTime(), asNumber(row.amount), asText(row.subject_id)];
    if (asNumber(row.position) >= TOPS_A_DAY) lastOf.set(day, amount);
    const entry = found.get(subjectId) ?? { amount: 0, days: [] };
    found.set(subjectId, entry);
    entry.amount += amount;
    entry.days.push(day);
  }
  const missedMax = [...lastOf.values()].reduce((sum, amount) => sum + amount, 0);
  const known = [...found].map(([subjectId, { amount, days: listed }]) => ({
    subjectId,
    amount,
    atMost: amount + missedMax - listed.reduce((sum, day) => sum + (lastOf.get(day) ?? 0), 0),
  }));
  known.sort((one, other) => other.amount - one.amount || (one.subjectId < other.subjectId ? -1 : 1));
  const mark = await ctx.db.watermark.findUnique({ where: { name: "usage_tops" } });
  return { known, missedMax, asOf: mark?.updatedAt ?? null };
}

type PeopleSums = {
  kind: SubjectKind;
  keys: readonly string[];
  filter: ActivityFilter;
  stretch: { from: number; to: number };
};

/** Exact sums of a stretch: its whole UTC days by key, the hours at its ends from the hours. */
export async function sumsOfPeople(ctx: ServiceContext, input: PeopleSums): Promise<Map<string, Sums>> {
  const { kind, keys, filter, stretch } = input;
  const total = new Map<string, Sums>();
  if (keys.length === 0) return total;
  const store = readStoreOf(ctx.db);
  // Days of people are written with the charge itself, so they are whole up to the present.
  const runs = stretchOf(stretch, isFilterOf(filter) ? 0 : stretch.to);
  const people = await peopleBehind(ctx, kind, keys);
  const hours = runs.filter(({ grain }) => grain === "hours");
  const days = runs.filter(({ grain }) => grain === "days");
  const cells = await Promise.all([
    readPeople(store, { runs: hours, by: kind, people, filter }),
    ...days.map((run) => readDays(store, keys, run)),
  ]);
  for (const { key, sums } of cells.flat()) {
    const into = total.get(key) ?? noSums();
    total.set(key, into);
    addSums(into, sums);
  }
  return total;
}

/** Whose hours to read for users or tokens. */
export async function peopleBehind(ctx: ServiceContext, kind: SubjectKind, keys: readonly string[]) {
  if (kind === "user") return { userIds: keys };
  const tokens = await ctx.db.token.findMany({ where: { id: { in: [...keys] } }, select: { userId: true } });
  return { userIds: [...new Set(tokens.map(({ userId }) => userId))], tokenIds: keys };
}

async function readDays(store: ReadStore, keys: readonly string[], run: { from: number; to: number }): Promise<Cell[]> {
  const statement = new Statement(store.dialect);
  const sql = `SELECT subject_id, sum(request_count) AS requests, sum(error_count) AS errors,
      sum(prompt_tokens) AS prompttokens, sum(completion_tokens) AS completiontokens, sum(quota) AS quota
    FROM usage_days WHERE ${statement.anyOf("subject_id", keys)} AND ${statement.between("day_at", run)}
    GROUP BY subject_id`;
  const rows = await boundedQuery(store, sql, statement.values);
  return rows.map((row) => ({ slot: 0, key: asText(row.subject_id), sums: daySums(row) }));
}

function daySums(row: Record<string, unknown>): Sums {
  return {
    ...noSums(),
    requests: asNumber(row.requests),
    errors: asNumber(row.errors),
    promptTokens: asNumber(row.prompttokens),
    completionTokens: asNumber(row.completiontokens),
    quota: asNumber(row.quota),
  };
}

/** The bars of a few users or tokens. */
export async function readPeopleBars(
  ctx: ServiceContext,
  { kind, keys, scope }: { kind: SubjectKind; keys: readonly string[]; scope: Scope },
): Promise<Cell[]> {
  if (keys.length === 0) return [];
  const people = await peopleBehind(ctx, kind, keys);
  return readPeople(readStoreOf(ctx.db), { runs: runsOf(scope.buckets), by: kind, people, filter: scope.filter });
}

function isFilterOf(filter: ActivityFilter): boolean {
  return Boolean(filter.model?.length || filter.group?.length || filter.channelId?.length);
}
