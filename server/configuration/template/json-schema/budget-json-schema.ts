import type { JsonSchema, PatternMatcher } from "./json-schema";

export type ValidateOptions = {
  patterns: PatternMatcher;
  /** Lets fields be missing: defaults are a part of a value. */
  isPartial?: boolean;
  stepsMax?: number;
};

/** One validation under way: the schema that `$ref` starts from, and the steps that are left. */
export type Run = ValidateOptions & { root: JsonSchema; steps: number };

export class BudgetError extends Error {}

/** Counts work. Validation is bounded by steps, not by time, so that it ends alike on every machine. */
export function spend(run: Run, steps: number): void {
  run.steps -= steps;
  if (run.steps < 0) throw new BudgetError();
}
