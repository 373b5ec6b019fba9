import type { ReadStore } from "@/server/kernel/database/read-store";
import { type Driver, driversOf, isNever } from "./driver";
import { MatchingHours } from "./hours";
import type { IdRange } from "./position";
import type { LogQuery } from "./query";
import { readKnownValues } from "./values";
import { Walk } from "./walk";

/** How the rows of a query are found. */
export type LogPlan = {
  query: LogQuery;
  drivers: readonly Driver[];
  /** The driver that leaves nothing to look at row by row, so that a limit alone bounds the work. */
  exact: Driver | null;
};

/** Finds the ways through the rows of a query; null when nothing can match. */
export async function planOf(store: ReadStore, query: LogQuery): Promise<LogPlan | null> {
  const { predicates } = query;
  if (predicates.some(isNever)) return null;
  const drivers = driversOf(predicates, await readKnownValues(store, predicates));
  if (drivers.some(({ branches }) => branches.length === 0)) return null;
  const exact = drivers.find(({ decides }) => predicates.every((predicate) => decides.includes(predicate))) ?? null;
  return { query, drivers, exact };
}

export type WalkOptions = { range: IdRange; deadlineMs?: number; rowsMax?: number };

/** A walk through the rows of a plan. */
export function walkOf(store: ReadStore, plan: LogPlan, options: WalkOptions): Walk {
  const hours = MatchingHours.of(store, plan.query.predicates);
  return new Walk({ store, drivers: plan.drivers, hours, ...options });
}
