import type { ReadStore } from "@/server/kernel/database/read-store";
import { asTime } from "@/server/kernel/database/sql-values";

const DAY_MS = 86_400_000;

/** A roll-up of the site's traffic that answers for a part of a range (Unix milliseconds). */
export type TrafficPart = {
  table: "traffic_hours" | "traffic_days";
  column: "hour_at" | "day_at";
  from: number;
  to: number;
};

export type TrafficSpan = { from: number; to: number; isDaily: boolean };

/** Which roll-ups to add up for a range of whole hours; days that are over come summed up where whole days will do. */
export async function trafficPartsOf(store: ReadStore, { isDaily, ...span }: TrafficSpan): Promise<TrafficPart[]> {
  return partsOf(span, isDaily ? await readSummedTo(store) : 0);
}

/** Whole days up to the watermark from the days, what lies around them from the hours. */
export function partsOf({ from, to }: { from: number; to: number }, summedTo: number): TrafficPart[] {
  const firstDay = Math.ceil(from / DAY_MS) * DAY_MS;
  const endDay = Math.floor(Math.min(to, summedTo) / DAY_MS) * DAY_MS;
  if (firstDay >= endDay) return [{ table: "traffic_hours", column: "hour_at", from, to }];
  const parts: TrafficPart[] = [
    { table: "traffic_hours", column: "hour_at", from, to: firstDay },
    { table: "traffic_days", column: "day_at", from: firstDay, to: endDay },
    { table: "traffic_hours", column: "hour_at", from: endDay, to },
  ];
  return parts.filter((part) => part.from < part.to);
}

async function readSummedTo(store: ReadStore): Promise<number> {
  const [row] = await store.query(`SELECT at FROM watermarks WHERE name = ${store.dialect.placeholder(0)}`, [
    "traffic_days",
  ]);
  return row ? asTime(row.at).getTime() : 0;
}
