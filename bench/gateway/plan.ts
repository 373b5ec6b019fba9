import type { BenchEngine } from "./site";

export type Case = "json" | "streams" | "pages" | "memory";
export const CASES: readonly Case[] = ["json", "streams", "pages", "memory"];

/** What is measured, and for how long. */
export type Plan = {
  cases: readonly Case[];
  engines: readonly BenchEngine[];
  rounds: number;
  connections: readonly number[];
  warmMs: number;
  jsonMs: number;
  /** Tried from the first on until one is held clean. */
  streamLevels: readonly number[];
  streamMs: number;
  streamRampMs: number;
  pagesMs: number;
  memoryMs: number;
};

const FULL: Plan = {
  cases: CASES,
  engines: ["sqlite", "postgresql"],
  rounds: 3,
  connections: [1, 32, 256],
  warmMs: 1_000,
  jsonMs: 4_000,
  streamLevels: [1_000, 500, 250, 100, 50],
  streamMs: 6_000,
  streamRampMs: 2_000,
  pagesMs: 5_000,
  memoryMs: 60_000,
};

/** Under fifty seconds: to see that all of it works, and which way the figures point. */
const QUICK: Plan = {
  ...FULL,
  cases: ["json", "streams"],
  rounds: 1,
  warmMs: 300,
  jsonMs: 800,
  streamLevels: [200],
  streamMs: 0,
  streamRampMs: 500,
};

export type PlanOptions = { isQuick: boolean; cases: readonly string[]; seconds: number | null };

/** The plan of a run. Throws with the known names when a case is unknown. */
export function makePlan({ isQuick, cases, seconds }: PlanOptions): Plan {
  const base = isQuick ? QUICK : FULL;
  const chosen = CASES.filter((name) => cases.includes(name));
  const unknown = cases.filter((name) => !CASES.some((known) => known === name));
  if (unknown.length > 0) throw new Error(`There is no case ${unknown.join(", ")}; there are ${CASES.join(", ")}.`);
  const jsonMs = seconds === null ? base.jsonMs : seconds * 1_000;
  return { ...base, jsonMs, cases: chosen.length > 0 ? chosen : base.cases };
}
