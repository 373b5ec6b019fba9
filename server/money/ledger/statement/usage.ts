import type { Db } from "@/server/kernel/database/client";
import type { UserRange } from "./sums";

const HOUR_MS = 3_600_000;

/** What one model cost on one day; `from` and `to` are the hours it was used in, for the logs behind it. */
export type ModelUsage = { model: string; quota: bigint; requestCount: number; from: Date; to: Date };

/** One day (`yyyy-mm-dd` in the reader's zone), its models by cost. */
export type DayUsage = { day: string; quota: bigint; models: ModelUsage[] };

type HourRow = { hourAt: Date; model: string; quota: bigint; requestCount: number };

/** What the wallet paid for use in a range, from the roll-ups: the part that plans paid is not in the ledger. */
export async function readUsage(db: Db, { userId, from, to }: UserRange, timeZone: string): Promise<DayUsage[]> {
  const rows = await db.usageHour.groupBy({
    by: ["hourAt", "model"],
    where: { userId, hourAt: { gte: from, lt: to } },
    _sum: { quota: true, planQuota: true, requestCount: true },
  });
  const hours = rows.map(({ hourAt, model, _sum }) => ({
    hourAt,
    model,
    quota: (_sum.quota ?? 0n) - (_sum.planQuota ?? 0n),
    requestCount: _sum.requestCount ?? 0,
  }));
  return usageByDay(hours, timeZone);
}

/** Hours as days of a zone, the newest first; what cost nothing is left out. */
export function usageByDay(hours: readonly HourRow[], timeZone: string): DayUsage[] {
  const dayOf = dayNamer(timeZone);
  const days = new Map<string, Map<string, ModelUsage>>();
  for (const { hourAt, model, quota, requestCount } of hours) {
    if (quota === 0n) continue;
    const day = dayOf(hourAt);
    const models = days.get(day) ?? new Map<string, ModelUsage>();
    days.set(day, models);
    const end = new Date(hourAt.getTime() + HOUR_MS);
    const sum = models.get(model) ?? { model, quota: 0n, requestCount: 0, from: hourAt, to: end };
    models.set(model, sum);
    sum.quota += quota;
    sum.requestCount += requestCount;
    if (hourAt < sum.from) sum.from = hourAt;
    if (end > sum.to) sum.to = end;
  }
  return [...days]
    .sort(([one], [other]) => (one < other ? 1 : -1))
    .map(([day, models]) => {
      const sorted = [...models.values()].sort(byQuota);
      return { day, quota: sumOf(sorted), models: sorted };
    });
}

export function sumOf(rows: readonly { quota: bigint }[]): bigint {
  return rows.reduce((sum, row) => sum + row.quota, 0n);
}

function byQuota(one: ModelUsage, other: ModelUsage): number {
  return one.quota === other.quota ? one.model.localeCompare(other.model) : one.quota < other.quota ? 1 : -1;
}

/** Formatting a date is slow, and many rows share an hour. */
function dayNamer(timeZone: string): (at: Date) => string {
  const format = new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" });
  const known = new Map<number, string>();
  return (at) => {
    const name = known.get(at.getTime()) ?? format.format(at);
    known.set(at.getTime(), name);
    return name;
  };
}
