const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Widths that people count time in. */
const BUCKETS_MS = [
  SECOND_MS,
  5 * SECOND_MS,
  15 * SECOND_MS,
  MINUTE_MS,
  5 * MINUTE_MS,
  15 * MINUTE_MS,
  HOUR_MS,
  3 * HOUR_MS,
  6 * HOUR_MS,
  12 * HOUR_MS,
  DAY_MS,
] as const;

/** The narrowest round width that cuts a span of time (Unix milliseconds) into at most so many buckets. */
export function bucketMsFor({ from, to }: { from: number; to: number }, bucketsMax: number): number {
  const count = (widthMs: number) => Math.ceil(to / widthMs) - Math.floor(from / widthMs);
  const round = BUCKETS_MS.find((widthMs) => count(widthMs) <= bucketsMax);
  if (round !== undefined) return round;
  // Whole days of any number: one more where the span begins in the middle of a bucket.
  let days = Math.ceil((to - from) / DAY_MS / bucketsMax);
  while (count(days * DAY_MS) > bucketsMax && days * DAY_MS < to) days += 1;
  return days * DAY_MS;
}
