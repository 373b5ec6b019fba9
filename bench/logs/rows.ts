import { quantile } from "../gateway/statistics";
import type { Check } from "../results";
import type { ReadKind } from "./reads";

/** One line of the result: DESIGN §7, and what a read is aimed at. */
export type Row = {
  case: string;
  kind: ReadKind | null;
  engine: string;
  /** Requests in the data set. */
  size: number;
  concurrency: number;
  throughputPerSecond: number;
  p50Ms: number;
  p95Ms: number;
  p99Ms: number;
  bareP50Ms: number | null;
  /** Of the median, to the bare driver's. */
  ratioToLimit: number | null;
  /** Of the median, to the small data set's. */
  growth: number | null;
  ratioToPeer: null;
};

type Measured = Pick<Row, "case" | "kind" | "engine" | "size"> & {
  eachMs: readonly number[];
  bareMs: readonly number[];
};

export function rowOf({ eachMs, bareMs, ...what }: Measured): Row {
  const totalMs = eachMs.reduce((sum, ms) => sum + ms, 0);
  const p50Ms = quantile(eachMs, 0.5);
  const bareP50Ms = bareMs.length === 0 ? null : quantile(bareMs, 0.5);
  return {
    ...what,
    concurrency: 1,
    throughputPerSecond: (eachMs.length * 1_000) / Math.max(1e-3, totalMs),
    p50Ms,
    p95Ms: quantile(eachMs, 0.95),
    p99Ms: quantile(eachMs, 0.99),
    bareP50Ms,
    ratioToLimit: bareP50Ms === null ? null : p50Ms / bareP50Ms,
    growth: null,
    ratioToPeer: null,
  };
}

/** How many times the small data set's median the big one's is, for each read that both have. */
export function withGrowth(rows: readonly Row[], smallSize: number): Row[] {
  return rows.map((row) => {
    if (row.size === smallSize) return row;
    const small = rows.find(
      (other) => other.size === smallSize && other.case === row.case && other.engine === row.engine,
    );
    return small ? { ...row, growth: row.p50Ms / small.p50Ms } : row;
  });
}

const P95_MAX_MS: Record<ReadKind, number> = { list: 50, chart: 300, user: 10, record: 50 };
const RATIO_MAX = 2;
const GROWTH_MAX = 1.5;

/** What was aimed at, for each engine and kind of read: the worst of its reads decides. */
export function goalsOf(rows: readonly Row[], smallSize: number): Check[] {
  const big = rows.filter((row) => row.size !== smallSize && row.kind !== null);
  return [...new Set(big.map(({ engine }) => engine))].flatMap((engine) => {
    const own = big.filter((row) => row.engine === engine);
    const byKind = (Object.keys(P95_MAX_MS) as ReadKind[]).map((kind) => {
      const reads = own.filter((row) => row.kind === kind);
      return goal(`${engine}: ${kind}, p95 at most ${P95_MAX_MS[kind]} ms`, reads, {
        value: (row) => row.p95Ms,
        max: P95_MAX_MS[kind],
        unit: " ms",
      });
    });
    const lists = own.filter((row) => row.kind === "list" && row.ratioToLimit !== null);
    const grown = own.filter((row) => row.growth !== null);
    return [
      ...byKind,
      goal(`${engine}: lists at most ${RATIO_MAX} × the bare driver`, lists, {
        value: (row) => row.ratioToLimit ?? 0,
        max: RATIO_MAX,
        unit: " ×",
      }),
      goal(`${engine}: at most ${GROWTH_MAX} × the time at ${smallSize.toLocaleString("en")}`, grown, {
        value: (row) => row.growth ?? 0,
        max: GROWTH_MAX,
        unit: " ×",
      }),
    ];
  });
}

type Bound = { value: (row: Row) => number; max: number; unit: string };

function goal(name: string, rows: readonly Row[], { value, max, unit }: Bound): Check {
  const over = rows.filter((row) => value(row) > max).sort((left, right) => value(right) - value(left));
  const said = (row: Row) => `${row.case} ${value(row).toFixed(1)}${unit}`;
  const detail =
    over.length === 0
      ? `${rows.length} of ${rows.length}`
      : `${rows.length - over.length} of ${rows.length}; ${over.slice(0, 5).map(said).join(", ")}`;
  return { name, ok: over.length === 0, detail };
}
