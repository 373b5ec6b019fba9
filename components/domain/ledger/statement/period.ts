import { fromLocalInput, toLocalInput } from "@/components/format/time";

export const STATEMENT_PERIODS = ["today", "7d", "30d", "90d", "thisMonth", "lastMonth", "custom"] as const;
export type StatementPeriod = (typeof STATEMENT_PERIODS)[number];

/** Whole days of the reader's zone as `yyyy-mm-dd`, both included. */
export type DaySpan = { first: string; last: string };

const DAYS_BACK = { today: 0, "7d": 6, "30d": 29, "90d": 89 } as const;

/** The days a period means now; a custom one is what the reader chose. */
export function daysOf(period: Exclude<StatementPeriod, "custom">, now: number, timeZone?: string): DaySpan {
  const today = toLocalInput(now, timeZone).slice(0, 10);
  if (period === "thisMonth") return { first: `${today.slice(0, 7)}-01`, last: today };
  if (period === "lastMonth") {
    const last = addDays(`${today.slice(0, 7)}-01`, -1);
    return { first: `${last.slice(0, 7)}-01`, last };
  }
  return { first: addDays(today, -DAYS_BACK[period]), last: today };
}

/** From the first day's midnight to the midnight after the last; null while the reader has not chosen both. */
export function instantsOf({ first, last }: DaySpan, timeZone?: string): { from: Date; to: Date } | null {
  const from = fromLocalInput(first, timeZone);
  const to = last === "" ? null : fromLocalInput(addDays(last, 1), timeZone);
  return from === null || to === null || to <= from ? null : { from: new Date(from), to: new Date(to) };
}

function addDays(day: string, count: number): string {
  const at = new Date(`${day}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() + count);
  return at.toISOString().slice(0, 10);
}
