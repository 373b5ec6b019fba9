import type { PlanPeriod } from "../plan/schema";

const MONTHS: Record<PlanPeriod, number> = { month: 1, year: 12 };

/**
 * When the `count`-th period after a start ends, in UTC. Each is computed from the start, never from the one before, so
 * that 31 January gives 28 February and then 31 March: a short month does not move the day for good.
 */
export function periodEnd(startedAt: Date, period: PlanPeriod, count: number): Date {
  const end = new Date(startedAt);
  end.setUTCDate(1);
  end.setUTCMonth(end.getUTCMonth() + count * MONTHS[period]);
  const lastDay = new Date(Date.UTC(end.getUTCFullYear(), end.getUTCMonth() + 1, 0)).getUTCDate();
  end.setUTCDate(Math.min(startedAt.getUTCDate(), lastDay));
  return end;
}

export type Stretch = { startsAt: Date; endsAt: Date };

/** The period an instant lies in, and how many came before it. An instant before the start is in the first. */
export function periodAt(startedAt: Date, period: PlanPeriod, at: Date): Stretch & { index: number } {
  const months = (at.getUTCFullYear() - startedAt.getUTCFullYear()) * 12 + at.getUTCMonth() - startedAt.getUTCMonth();
  let index = Math.max(0, Math.floor(months / MONTHS[period]));
  // The calendar month has begun, but perhaps not yet the day and hour of the start.
  if (index > 0 && periodEnd(startedAt, period, index) > at) index -= 1;
  return { index, startsAt: periodEnd(startedAt, period, index), endsAt: periodEnd(startedAt, period, index + 1) };
}
