import type { PlanLimits, PlanPeriod, ShortWindow, WindowKind } from "../plan/schema";
import { periodAt, type Stretch } from "./period";

const HOUR_MS = 3_600_000;
export const WINDOW_LENGTH_MS: Record<ShortWindow, number> = {
  hours5: 5 * HOUR_MS,
  day: 24 * HOUR_MS,
  week: 168 * HOUR_MS,
};

export type AllowanceTerms = { subscriptionId: string; startedAt: Date; period: PlanPeriod; limits: PlanLimits };

/** One allowance in force: what of it is spent stands in the row of the same id, once something was. */
export type Window = Stretch & { id: string; kind: WindowKind; limitQuota: bigint };

/**
 * The allowances in force at an instant, the longest first. Every stretch is counted from the start of the subscription,
 * to the millisecond: no time zone and no midnight comes into it, so nobody gets a second allowance for having started
 * late in a day.
 */
export function windowsAt(terms: AllowanceTerms, at: Date): Window[] {
  const { subscriptionId, startedAt, period, limits } = terms;
  const toWindow = (kind: WindowKind, stretch: Stretch, limitQuota: bigint): Window => ({
    id: `${subscriptionId}:${kind}:${stretch.startsAt.getTime()}`,
    kind,
    limitQuota,
    startsAt: stretch.startsAt,
    endsAt: stretch.endsAt,
  });
  const short = [...limits.windows]
    .sort((left, right) => WINDOW_LENGTH_MS[right.kind] - WINDOW_LENGTH_MS[left.kind])
    .map(({ kind, quota }) => toWindow(kind, stretchAt(startedAt, WINDOW_LENGTH_MS[kind], at), quota));
  if (limits.periodQuota === null) return short;
  return [toWindow("period", periodAt(startedAt, period, at), limits.periodQuota), ...short];
}

function stretchAt(startedAt: Date, lengthMs: number, at: Date): Stretch {
  const index = Math.max(0, Math.floor((at.getTime() - startedAt.getTime()) / lengthMs));
  const startsAt = new Date(startedAt.getTime() + index * lengthMs);
  return { startsAt, endsAt: new Date(startsAt.getTime() + lengthMs) };
}
