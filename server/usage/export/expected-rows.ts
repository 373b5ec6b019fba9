import type { ServiceContext } from "@/server/kernel/context";
import { readStoreOf } from "@/server/kernel/database/read-store";
import type { SqlRow } from "@/server/kernel/database/sql";
import { asNumber, asTime } from "@/server/kernel/database/sql-values";
import { conditionsSql } from "../log/query/condition";
import type { Predicate } from "../log/query/predicate";
import { resolveQuery } from "../log/query/query";
import { type BuildOptions, statementOf } from "../log/query/statement";
import type { RangedFilter } from "./range";
import type { RowsInTime } from "./slices";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** A roll-up that can tell how many rows there were, and what it knows of them. */
type Source = { table: string; time: string; spanMs: number; knows: (predicate: Predicate) => boolean };

const OF_SITE: Source = {
  table: "traffic_hours",
  time: "hour_at",
  spanMs: HOUR_MS,
  knows: (predicate) =>
    predicate.is === "status" ||
    isOneOf(predicate, ["channel_id", "group_name", "model", "endpoint", "is_stream", "http_status", "outcome"]),
};
const OF_USERS: Source = {
  table: "usage_hours",
  time: "hour_at",
  spanMs: HOUR_MS,
  knows: (predicate) => isOneOf(predicate, ["user_id", "token_id", "channel_id", "group_name", "model"]),
};
const OF_TOKENS: Source = {
  table: "usage_days",
  time: "day_at",
  spanMs: DAY_MS,
  knows: (predicate) => isOneOf(predicate, ["token_id"]) && !isNegated(predicate),
};

export type ExpectedRows = {
  spans: RowsInTime[];
  /** The filter is narrower than the roll-ups can tell, or its range begins or ends inside one of their spans. */
  isUpperBound: boolean;
};

/**
 * How many requests of a filter each hour or day had, from the roll-ups. What they do not know of makes them fewer, never
 * more.
 */
export async function readExpectedRows(ctx: ServiceContext, filter: RangedFilter): Promise<ExpectedRows> {
  const { predicates } = await resolveQuery(ctx, filter);
  const source = sourceOf(predicates);
  const known = predicates.filter(source.knows);
  const store = readStoreOf(ctx.db);
  const { sql, values } = statementOf(store, (options) => expectedSql(source, { filter, known }, options));
  const spans = (await store.query(sql, values)).map((row) => spanOf(row, source.spanMs));
  return { spans, isUpperBound: known.length < predicates.length || isCut(spans, filter, ctx.clock()) };
}

/** A range that ends now does not cut the hour that is under way: nothing of it is later. */
function isCut(spans: readonly RowsInTime[], { from, to }: RangedFilter, now: Date): boolean {
  const isToNow = now.getTime() - to.getTime() < MINUTE_MS;
  return spans.some(({ fromMs, toMs }) => fromMs < from.getTime() || (toMs > to.getTime() && !isToNow));
}

function sourceOf(predicates: readonly Predicate[]): Source {
  const names = (column: "user_id" | "token_id") =>
    predicates.some((predicate) => isOneOf(predicate, [column]) && !isNegated(predicate));
  if (names("user_id")) return OF_USERS;
  return names("token_id") ? OF_TOKENS : OF_SITE;
}

type Wanted = { filter: RangedFilter; known: readonly Predicate[] };

function expectedSql({ table, time, spanMs }: Source, { filter, known }: Wanted, options: BuildOptions): string {
  const { binder } = options;
  const from = new Date(Math.floor(filter.from.getTime() / spanMs) * spanMs);
  const range = `${time} >= ${binder.bind(from)} AND ${time} < ${binder.bind(filter.to)}`;
  const rest = table === "usage_days" ? subjectsSql(known, options) : conditionsSql(known, options);
  return `SELECT ${time} AS at, SUM(request_count) AS row_count FROM ${table}
    WHERE ${range}${rest === "" ? "" : ` AND ${rest}`} GROUP BY ${time} ORDER BY ${time}`;
}

/** Users and keys share a column there. */
function subjectsSql(known: readonly Predicate[], { binder }: BuildOptions): string {
  const ids = known.flatMap((predicate) => (predicate.is === "oneOf" ? predicate.values : []));
  return `subject_id IN (${ids.map((id) => binder.bind(id)).join(", ")})`;
}

function spanOf(row: SqlRow, spanMs: number): RowsInTime {
  const fromMs = asTime(row.at).getTime();
  return { fromMs, toMs: fromMs + spanMs, rows: asNumber(row.row_count) };
}

function isOneOf(predicate: Predicate, columns: readonly string[]): boolean {
  return predicate.is === "oneOf" && columns.includes(predicate.column);
}

function isNegated(predicate: Predicate): boolean {
  return predicate.is === "oneOf" && predicate.isNot;
}
