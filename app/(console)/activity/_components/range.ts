import { fromLocalInput, toLocalInput } from "@/components/format/time";

export const ACTIVITY_RANGES = ["24h", "7d", "30d", "90d", "custom"] as const;
export type ActivityRangeName = (typeof ACTIVITY_RANGES)[number];

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const DAYS = { "7d": 7, "30d": 30, "90d": 90 } as const;

/** Whole days of the reader's zone as `yyyy-mm-dd`, both included. */
export type DaySpan = { first: string; last: string };

/** What a range means now; it ends with the hour or day that is under way. Null while a custom one is not complete. */
export function instantsOf(
  name: ActivityRangeName,
  span: DaySpan,
  { now, timeZone }: { now: number; timeZone: string | undefined },
): { from: Date; to: Date } | null {
  if (name === "24h") {
    const hourEnds = Math.ceil(now / HOUR_MS) * HOUR_MS;
    return { from: new Date(hourEnds - DAY_MS), to: new Date(hourEnds) };
  }
  if (name === "custom") {
    const from = fromLocalInput(span.first, timeZone);
    const last = fromLocalInput(span.last, timeZone);
    if (from === null || last === null || last < from) return null;
    // Inside the last day: the server moves it to the day's end, be it 23 hours long or 25.
    return { from: new Date(from), to: new Date(last + 22 * HOUR_MS) };
  }
  return { from: new Date(now - (DAYS[name] - 1) * DAY_MS), to: new Date(now) };
}

/** The days a custom range starts with: those that were shown. */
export function daysShown(range: { from: Date; to: Date } | null, timeZone: string | undefined): DaySpan {
  const day = (at: number) => toLocalInput(at, timeZone).slice(0, 10);
  return range ? { first: day(range.from.getTime()), last: day(range.to.getTime() - 1) } : { first: "", last: "" };
}
