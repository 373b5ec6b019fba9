import { AppError } from "@/server/kernel/errors";
import { ACTIVITY_DAYS_MAX } from "./schema";

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;
/** Up to three days are shown by hour. */
const HOURS_MAX = 72;
/** Up to a month by the viewer's days, beyond by UTC days, which are summed up beforehand. */
const ZONE_DAYS_MAX = 32;

export type BucketUnit = "hour" | "day" | "utcDay";
/** One bar: whole UTC hours, milliseconds, the end not included. */
export type Bucket = { from: number; to: number };
export type Buckets = { unit: BucketUnit; list: readonly Bucket[]; from: number; to: number };

/**
 * The bars of a range. Their edges are whole UTC hours, as totals are kept: in a zone that is half an hour off, its days
 * begin at the full hour before midnight. Throws BAD_INPUT (activity.range_empty, activity.range_too_long).
 */
export function bucketsOf({ from, to, zone }: { from: Date; to: Date; zone: string }): Buckets {
  const length = to.getTime() - from.getTime();
  if (length <= 0) throw new AppError("BAD_INPUT", { reason: "activity.range_empty" });
  if (length > ACTIVITY_DAYS_MAX * DAY_MS) {
    throw new AppError("BAD_INPUT", { reason: "activity.range_too_long", meta: { days: ACTIVITY_DAYS_MAX } });
  }
  const span = { from: from.getTime(), to: to.getTime() };
  if (length <= HOURS_MAX * HOUR_MS) return unitBuckets("hour", evenBuckets(span, HOUR_MS));
  if (length <= ZONE_DAYS_MAX * DAY_MS) return unitBuckets("day", zoneDays(span, zone));
  return unitBuckets("utcDay", evenBuckets(span, DAY_MS));
}

/** The same bars as UTC days, which are kept longer than hours. */
export function asUtcDays(buckets: Buckets): Buckets {
  return unitBuckets("utcDay", evenBuckets(buckets, DAY_MS));
}

/** As many bars of the same kind right before. */
export function bucketsBefore({ unit, list, from }: Buckets, zone: string): Buckets {
  if (unit === "day") return unitBuckets("day", lastZoneDays({ to: from, count: list.length }, zone));
  const stepMs = unit === "hour" ? HOUR_MS : DAY_MS;
  return unitBuckets(unit, evenBuckets({ from: from - list.length * stepMs, to: from }, stepMs));
}

function unitBuckets(unit: BucketUnit, list: readonly Bucket[]): Buckets {
  return { unit, list, from: list[0]?.from ?? 0, to: list.at(-1)?.to ?? 0 };
}

function evenBuckets({ from, to }: Bucket, stepMs: number): Bucket[] {
  const first = Math.floor(from / stepMs) * stepMs;
  const count = Math.ceil((to - first) / stepMs);
  return Array.from({ length: count }, (_unused, index) => {
    const start = first + index * stepMs;
    return { from: start, to: start + stepMs };
  });
}

function zoneDays({ from, to }: Bucket, zone: string): Bucket[] {
  const days: Bucket[] = [];
  for (let start = dayStartIn(zone, from); start < to; ) {
    const end = nextDayIn(zone, start);
    days.push({ from: start, to: end });
    start = end;
  }
  return days;
}

function lastZoneDays({ to, count }: { to: number; count: number }, zone: string): Bucket[] {
  const days: Bucket[] = [];
  for (let end = to; days.length < count; ) {
    const start = dayStartIn(zone, end - 1);
    days.unshift({ from: start, to: end });
    end = start;
  }
  return days;
}

/** The midnight a zone's day began at, moved back to the full hour. */
function dayStartIn(zone: string, at: number): number {
  const offset = offsetMs(zone, at);
  const local = Math.floor((at + offset) / DAY_MS) * DAY_MS;
  return floorHour(instantOf(local, zone, offset));
}

function nextDayIn(zone: string, start: number): number {
  // A day has 23 to 25 hours, and its start may have been moved back by most of one.
  const offset = offsetMs(zone, start + HOUR_MS);
  const local = Math.floor((start + HOUR_MS + offset) / DAY_MS) * DAY_MS + DAY_MS;
  return floorHour(instantOf(local, zone, offset));
}

/** The instant of a zone's wall clock; a second look settles days on which the clock changes. */
function instantOf(local: number, zone: string, offset: number): number {
  return local - offsetMs(zone, local - offset);
}

function floorHour(at: number): number {
  return Math.floor(at / HOUR_MS) * HOUR_MS;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** How far a zone's clock is ahead of UTC. */
function offsetMs(zone: string, at: number): number {
  let format = formats.get(zone);
  if (!format) {
    const fields = { year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric" } as const;
    format = new Intl.DateTimeFormat("en-US", { ...fields, hourCycle: "h23", timeZone: zone });
    formats.set(zone, format);
  }
  const part = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const shown = Date.UTC(part.year ?? 0, (part.month ?? 1) - 1, part.day ?? 1, part.hour ?? 0, part.minute ?? 0);
  return shown - Math.floor(at / 60_000) * 60_000;
}
