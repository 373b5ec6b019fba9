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
  /** Node's processor profile of each Gatehouse, into bench/results; it costs some of the speed. */
  isProfiled: boolean;
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
  isProfiled: false,
};

/** Under fifty seconds: to see that all of it works, and which way the figures point. */
const QUICK: Plan = {
  ...FULL,
  cases: ["json", "streams"],
  rounds: 1,
  warmMs: 200,
  jsonMs: 700,
  streamLevels: [200],
  streamMs: 0,
  streamRampMs: 500,
};

export type PlanOptions = {
  isQuick: boolean;
  cases: readonly string[];
  engines: readonly string[];
  connections: readonly string[];
  seconds: string | undefined;
  isProfiled: boolean;
};

/** The plan of a run. Throws with the known names when one is unknown, or when a number is none. */
export function makePlan({ isQuick, cases, engines, connections, seconds, isProfiled }: PlanOptions): Plan {
  const base = isQuick ? QUICK : FULL;
  return {
    ...base,
    isProfiled,
    cases: choose(CASES, cases, base.cases),
    engines: choose(FULL.engines, engines, base.engines),
    connections: connections.length > 0 ? connections.map(positive) : base.connections,
    jsonMs: seconds === undefined ? base.jsonMs : positive(seconds) * 1_000,
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

function positive(text: string): number {
  const value = Number(text);
  if (value > 0 && Number.isFinite(value)) return value;
  throw new Error(`${text} is not a number above 0.`);
}
