import { quantile } from "../gateway/statistics";
import type { Check } from "../results";
import type { Plan } from "./plan";
import type { Site } from "./site";

/** One line of the result. What `throughputPerSecond` counts is in the case's name. */
export type Row = {
  case: string;
  engine: string;
  concurrency: number;
  throughputPerSecond: number;
  p50Ms: number;
  p99Ms: number;
  /** Of throughput, to the bare driver doing the same writes or reads. */
  ratioToLimit: number | null;
  ratioToPeer: null;
};

/** What every case measures on, and where it puts what it finds. */
export type Bench = { plan: Plan; site: Site; rows: Row[]; checks: Check[] };

type Measured = { name: string; concurrency: number; count: number; tookMs: number; eachMs: readonly number[] };

/** A line of what was measured; `limitPerSecond` is the bare driver's throughput in the same run. */
export function addRow(bench: Bench, measured: Measured, limitPerSecond: number | null = null): void {
  const { name, concurrency, count, tookMs, eachMs } = measured;
  const throughputPerSecond = (count * 1_000) / tookMs;
  bench.rows.push({
    case: name,
    engine: bench.site.engine,
    concurrency,
    throughputPerSecond,
    p50Ms: quantile(eachMs, 0.5),
    p99Ms: quantile(eachMs, 0.99),
    ratioToLimit: limitPerSecond === null ? null : throughputPerSecond / limitPerSecond,
    ratioToPeer: null,
  });
}

export function addCheck(bench: Bench, name: string, found: { ok: boolean; detail: string }): void {
  bench.checks.push({ name: `${bench.site.engine}: ${name}`, ...found });
}

/** Does something and says how long it took. */
export async function timed<T>(work: () => Promise<T>): Promise<{ result: T; tookMs: number }> {
  const begun = performance.now();
  const result = await work();
  return { result, tookMs: performance.now() - begun };
}
