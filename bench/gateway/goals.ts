import type { Check } from "../results";
import type { Row } from "./rows";
import { title } from "./targets";

type Goal = {
  name: string;
  case: string;
  concurrency: number;
  ok: (row: Row) => boolean;
  detail: (row: Row) => string;
};

const GOALS: readonly Goal[] = [
  {
    name: "at least 40 % of the bare relay",
    case: "json",
    concurrency: 32,
    ok: (row) => (row.ratioToLimit ?? 0) >= 0.4,
    detail: (row) => `${((row.ratioToLimit ?? 0) * 100).toFixed(0)} %`,
  },
  {
    name: "at least 8 times the peer",
    case: "json",
    concurrency: 32,
    ok: (row) => (row.ratioToPeer ?? 0) >= 8,
    detail: (row) => `${(row.ratioToPeer ?? 0).toFixed(1)} times`,
  },
  {
    name: "p50 at most 1 ms over the bare relay",
    case: "json",
    concurrency: 1,
    ok: (row) => (row.addedP50Ms ?? Number.POSITIVE_INFINITY) <= 1,
    detail: (row) => `${row.addedP50Ms?.toFixed(2)} ms`,
  },
  {
    name: "p99 at most 4 ms over the bare relay",
    case: "json",
    concurrency: 1,
    ok: (row) => (row.addedP99Ms ?? Number.POSITIVE_INFINITY) <= 4,
    detail: (row) => `${row.addedP99Ms?.toFixed(2)} ms`,
  },
  {
    name: "1,000 streams, none broken, no chunk more than 100 ms late at p99",
    case: "streams",
    concurrency: 1_000,
    ok: (row) => row.isClean === true,
    detail: (row) => `${row.failed} broken, each stream's worst chunk ${row.worstLateP99Ms?.toFixed(1)} ms late at p99`,
  },
];

/** What was aimed at, beside what was measured. These depend on the machine: a miss is told and does not fail the run. */
export function goalsOf(rows: readonly Row[]): Check[] {
  return GOALS.flatMap((goal) =>
    rows
      .filter((row) => row.target === "gatehouse" && row.case === goal.case && row.concurrency === goal.concurrency)
      .map((row) => ({
        name: `goal, ${title({ name: row.target, engine: row.engine as "sqlite" | null })}, ${row.concurrency} at once: ${goal.name}`,
        ok: goal.ok(row),
        detail: goal.detail(row),
      })),
  );
}
