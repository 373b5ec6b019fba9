import type { DatabaseEngine } from "@/server/kernel/env";

const CASES = ["codes", "gift", "callback", "statement"] as const;
export type Case = (typeof CASES)[number];
const ENGINES = ["sqlite", "postgresql", "mysql"] as const satisfies readonly DatabaseEngine[];

/** What is measured, and how much of it. */
export type Plan = {
  cases: readonly Case[];
  engines: readonly DatabaseEngine[];
  codes: number;
  redeemers: number;
  giftUses: number;
  /** Each is told of `copies` times at once. */
  payments: number;
  copies: number;
  entries: number;
  statements: number;
};

const FULL: Plan = {
  cases: CASES,
  engines: ENGINES,
  codes: 100_000,
  redeemers: 1_000,
  giftUses: 100,
  payments: 20,
  copies: 50,
  entries: 1_000_000,
  statements: 10,
};

/** Under fifty seconds: to see that all of it works, and which way the figures point. */
const QUICK: Plan = {
  ...FULL,
  codes: 10_000,
  redeemers: 200,
  giftUses: 20,
  payments: 3,
  entries: 50_000,
  statements: 3,
};

type PlanOptions = { isQuick: boolean; cases: readonly string[]; engines: readonly string[] };

/** The plan of a run. Throws with the known names when one is unknown. */
export function makePlan({ isQuick, cases, engines }: PlanOptions): Plan {
  const base = isQuick ? QUICK : FULL;
  return { ...base, cases: choose(CASES, cases), engines: choose(ENGINES, engines) };
}

function choose<Name extends string>(known: readonly Name[], names: readonly string[]): readonly Name[] {
  const unknown = names.filter((name) => !known.some((each) => each === name));
  if (unknown.length > 0) throw new Error(`There is no ${unknown.join(", ")}; there are ${known.join(", ")}.`);
  return names.length === 0 ? known : known.filter((name) => names.includes(name));
}
