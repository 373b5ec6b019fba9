import type { DatabaseEngine } from "@/server/kernel/env";

const CASES = ["reads", "gateway", "export"] as const;
export type Case = (typeof CASES)[number];
const ENGINES = ["sqlite", "postgresql", "mysql"] as const satisfies readonly DatabaseEngine[];

/** What is measured, on how many requests. */
export type Plan = {
  cases: readonly Case[];
  engines: readonly DatabaseEngine[];
  seed: number;
  rows: number;
  /** What the same reads are held against: a read must not cost more because there is more. */
  smallRows: number;
  /** Each read is repeated so often, or for so long. */
  repeats: number;
  repeatMs: number;
  loadRounds: number;
  loadMs: number;
  connections: number;
  exportRows: number;
  isFresh: boolean;
};

const FULL: Plan = {
  cases: CASES,
  engines: ["sqlite", "postgresql"],
  seed: 1,
  rows: 10_000_000,
  smallRows: 10_000,
  repeats: 40,
  repeatMs: 3_000,
  loadRounds: 3,
  loadMs: 5_000,
  connections: 1_000,
  exportRows: 1_000_000,
  isFresh: false,
};

/** Under fifty seconds once the data sets are there: to see that all of it works, and which way the figures point. */
const QUICK: Plan = {
  ...FULL,
  cases: ["reads", "export"],
  rows: 100_000,
  repeats: 10,
  repeatMs: 300,
  loadRounds: 1,
  loadMs: 1_000,
  exportRows: 20_000,
};

type PlanOptions = {
  isQuick: boolean;
  cases: readonly string[];
  engines: readonly string[];
  rows: string | undefined;
  seed: string | undefined;
  isFresh: boolean;
};

/** The plan of a run. Throws with the known names when one is unknown, or when a number is none. */
export function makePlan({ isQuick, cases, engines, rows, seed, isFresh }: PlanOptions): Plan {
  const base = isQuick ? QUICK : FULL;
  return {
    ...base,
    isFresh,
    cases: choose(CASES, cases, base.cases),
    engines: choose(ENGINES, engines, base.engines),
    rows: rows === undefined ? base.rows : count(rows),
    seed: seed === undefined ? base.seed : count(seed),
  };
}

function choose<Name extends string>(
  known: readonly Name[],
  names: readonly string[],
  otherwise: readonly Name[],
): readonly Name[] {
  const unknown = names.filter((name) => !known.some((each) => each === name));
  if (unknown.length > 0) throw new Error(`There is no ${unknown.join(", ")}; there are ${known.join(", ")}.`);
  return names.length === 0 ? otherwise : known.filter((name) => names.includes(name));
}

function count(text: string): number {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value > 0) return value;
  throw new Error(`${text} is not a whole number above 0.`);
}
