import { authorize } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { type ReadStore, readStoreOf } from "@/server/kernel/database/read-store";
import { asNumber, asTime } from "@/server/kernel/database/sql-values";
import { firstIdAt } from "@/server/kernel/ids";
import { bucketMsFor } from "./bucket";
import { conditionsSql } from "./query/condition";
import { isToldByTraffic } from "./query/hours";
import { planOf, walkOf } from "./query/plan";
import { type LogQuery, resolveQuery } from "./query/query";
import { rowsSql, statementOf } from "./query/statement";
import { isInTime, STATEMENT_MAX_MS } from "./query/timing";
import type { HistogramInput } from "./schema";
import { trafficPartsOf } from "./traffic-part";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

export type HistogramBucket = { at: Date; ok: number; clientErrors: number; serverErrors: number };

export type LogHistogram = {
  bucketMs: number;
  /** All of the range, the oldest first, empty ones too. */
  buckets: HistogramBucket[];
  /** The deadline came before the oldest rows were counted. */
  isPartial: boolean;
  basis: "rollup" | "rows";
};

type Span = { from: number; to: number };
type Counts = Omit<HistogramBucket, "at">;
/** Counts by the number of their bucket, counted from 1970. */
type Tally = Map<number, Counts>;

/**
 * Requests over a range by what the client saw, of the same filter as the list. Whole hours come from the roll-ups where these
 * know the filter's fields, the rest is counted row by row until a deadline. Throws BAD_INPUT for a range that cannot be.
 */
export async function readLogHistogram(ctx: ServiceContext, input: HistogramInput): Promise<LogHistogram> {
  authorize(ctx, "log.readOwn");
  const query = await resolveQuery(ctx, input);
  const span = { from: input.from.getTime(), to: input.to.getTime() };
  const bucketMs = bucketMsFor(span, input.buckets);
  const counter = new Counter(readStoreOf(ctx.db), query, bucketMs);
  const isRollUp = bucketMs >= HOUR_MS && isToldByTraffic(query.predicates);
  if (isRollUp) await counter.countHours(span);
  else await counter.countRows(span);
  return {
    bucketMs,
    buckets: bucketsOf(span, { bucketMs, tally: counter.tally }),
    isPartial: counter.isPartial,
    basis: isRollUp ? "rollup" : "rows",
  };
}

const SUMS = (count: string) => `sum(CASE WHEN http_status < 400 THEN ${count} ELSE 0 END) AS ok,
  sum(CASE WHEN http_status >= 400 AND http_status < 500 THEN ${count} ELSE 0 END) AS client_errors,
  sum(CASE WHEN http_status >= 500 THEN ${count} ELSE 0 END) AS server_errors`;

class Counter {
  readonly tally: Tally = new Map();
  isPartial = false;
  readonly #store: ReadStore;
  readonly #query: LogQuery;
  readonly #bucketMs: number;

  constructor(store: ReadStore, query: LogQuery, bucketMs: number) {
    this.#store = store;
    this.#query = query;
    this.#bucketMs = bucketMs;
  }

  /** Whole hours by roll-up, and what the range cuts off at its ends by row: a bar counts what its list shows. */
  async countHours({ from, to }: Span): Promise<void> {
    const first = Math.ceil(from / HOUR_MS) * HOUR_MS;
    const end = Math.floor(to / HOUR_MS) * HOUR_MS;
    if (first >= end) return this.countRows({ from, to });
    await Promise.all([
      this.#countWhole({ from: first, to: end }),
      this.countRows({ from, to: first }),
      this.countRows({ from: end, to }),
    ]);
  }

  async #countWhole(span: Span): Promise<void> {
    const parts = await trafficPartsOf(this.#store, { ...span, isDaily: this.#bucketMs % DAY_MS === 0 });
    const reads = parts.map(({ table, column, ...part }) => {
      const { sql, values } = statementOf(this.#store, ({ dialect, binder }) => {
        const range = `${column} >= ${binder.bind(new Date(part.from))} AND ${column} < ${binder.bind(new Date(part.to))}`;
        const conditions = conditionsSql(this.#query.predicates, { dialect, binder });
        const where = conditions ? `${range} AND ${conditions}` : range;
        return `SELECT ${column} AS at, ${SUMS("request_count")} FROM ${table} WHERE ${where} GROUP BY ${column}`;
      });
      return this.#store.query(sql, values, { timeoutMs: STATEMENT_MAX_MS });
    });
    const isDone = await isInTime(
      Promise.all(reads).then((found) => {
        for (const row of found.flat()) this.#add(Math.floor(asTime(row.at).getTime() / this.#bucketMs), row);
      }),
    );
    this.isPartial ||= !isDone;
  }

  async countRows({ from, to }: Span): Promise<void> {
    if (from >= to) return;
    const plan = await planOf(this.#store, this.#query);
    if (plan === null) return;
    const range = { from: firstIdAt("req", from), before: firstIdAt("req", to) };
    const end = await walkOf(this.#store, plan, { range }).run(async (window) => {
      const { sql, values } = statementOf(this.#store, (options) => {
        const columns = `${options.dialect.bucketOf(this.#bucketMs)} AS bucket, http_status`;
        const rows = rowsSql({ window, predicates: this.#query.predicates, columns }, options);
        return `SELECT bucket, ${SUMS("1")} FROM (${rows}) AS counted GROUP BY bucket`;
      });
      const found = await this.#store.query(sql, values, { timeoutMs: STATEMENT_MAX_MS });
      for (const row of found) this.#add(asNumber(row.bucket), row);
      return "more";
    });
    this.isPartial ||= end.isPartial;
  }

  #add(bucket: number, row: Record<string, unknown>): void {
    const before = this.tally.get(bucket) ?? { ok: 0, clientErrors: 0, serverErrors: 0 };
    this.tally.set(bucket, {
      ok: before.ok + asNumber(row.ok),
      clientErrors: before.clientErrors + asNumber(row.client_errors),
      serverErrors: before.serverErrors + asNumber(row.server_errors),
    });
  }
}

function bucketsOf({ from, to }: Span, { bucketMs, tally }: { bucketMs: number; tally: Tally }): HistogramBucket[] {
  const buckets: HistogramBucket[] = [];
  for (let bucket = Math.floor(from / bucketMs); bucket * bucketMs < to; bucket += 1) {
    const counts = tally.get(bucket) ?? { ok: 0, clientErrors: 0, serverErrors: 0 };
    buckets.push({ at: new Date(bucket * bucketMs), ...counts });
  }
  return buckets;
}
