import { authorize } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import type { ReadStore } from "@/server/kernel/database/read-store";
import { readStoreOf } from "@/server/kernel/database/read-store";
import { asNumber } from "@/server/kernel/database/sql-values";
import { percentileMs } from "../rollup/latency";
import { asUtcDays } from "./buckets";
import { readBars } from "./closed-bars";
import { Statement } from "./conditions";
import { boundedQuery } from "./read";
import { type Run, runsOf } from "./runs";
import type { ActivityFilter, ActivityLatencyInput, LatencyMeasure } from "./schema";
import { scopeOf } from "./scope";

type Percentiles = { count: number; p50: number | null; p95: number | null; p99: number | null };

/**
 * Percentiles of completed requests by bar, from histograms that are added up. Longer ranges are in UTC days, whatever the
 * viewer's zone. The histograms know channels and models, not groups and people. Throws FORBIDDEN, BAD_INPUT, UNAVAILABLE.
 */
export async function readLatency(ctx: ServiceContext, { measure, ...input }: ActivityLatencyInput) {
  authorize(ctx, "activity.readSite");
  const { group: _unknown, userId: _person, tokenId: _token, ...filter } = input.filter;
  const scope = await scopeOf(ctx, { ...input, filter });
  const buckets = scope.buckets.unit === "day" ? asUtcDays(scope.buckets) : scope.buckets;
  const store = readStoreOf(ctx.db);
  const counts = await readBars(store, {
    question: `latency ${buckets.unit} ${measure} ${JSON.stringify(filter)}`,
    buckets,
    now: ctx.clock(),
    read: (missing) =>
      readLatencyCounts(store, { runs: runsOf(missing, { daysUntil: scope.daysUntil }), measure, filter }),
  });
  const histograms = histogramsOf(counts);
  const total = new Map<number, number>();
  for (const histogram of histograms.values()) addTo(total, histogram);
  return {
    unit: buckets.unit,
    buckets: buckets.list.map(({ from, to }) => ({
      from: new Date(from),
      to: new Date(to),
      isUnfinished: to > ctx.clock().getTime(),
    })),
    bars: buckets.list.map((_bucket, slot) => percentilesOf(histograms.get(slot) ?? new Map())),
    overall: percentilesOf(total),
  };
}

type Histogram = Map<number, number>;
type HistogramRead = { runs: readonly Run[]; measure: LatencyMeasure; filter: ActivityFilter };
type Count = { slot: number; bucket: number; requests: number };

/** Slot → histogram. */
export function histogramsOf(counts: readonly Count[]): Map<number, Histogram> {
  const histograms = new Map<number, Histogram>();
  for (const { slot, bucket, requests } of counts) {
    const histogram = histograms.get(slot) ?? new Map<number, number>();
    histograms.set(slot, histogram);
    histogram.set(bucket, (histogram.get(bucket) ?? 0) + requests);
  }
  return histograms;
}

/** How many requests of each bar fall into each bucket of its histogram. */
export async function readLatencyCounts(store: ReadStore, { runs, measure, filter }: HistogramRead): Promise<Count[]> {
  const lists = await Promise.all(
    runs.map((run) => {
      const [table, column] = run.grain === "days" ? ["latency_days", "day_at"] : ["latency_hours", "hour_at"];
      const statement = new Statement(store.dialect);
      const sql = `SELECT ${statement.bucket(column, run)} AS slot, bucket, sum(request_count) AS requests
        FROM ${table} WHERE ${statement.between(column, run)} AND measure = ${statement.bind(measure)}${statement.filter(filter)}
        GROUP BY slot, bucket`;
      return boundedQuery(store, sql, statement.values);
    }),
  );
  return lists
    .flat()
    .map((row) => ({ slot: asNumber(row.slot), bucket: asNumber(row.bucket), requests: asNumber(row.requests) }));
}

export function percentilesOf(histogram: Histogram): Percentiles {
  let count = 0;
  for (const requests of histogram.values()) count += requests;
  const at = (share: number) => percentileMs(histogram, share);
  return { count, p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}

function addTo(into: Histogram, more: Histogram): void {
  for (const [bucket, count] of more) into.set(bucket, (into.get(bucket) ?? 0) + count);
}
