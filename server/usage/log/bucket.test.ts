import { describe, expect, it } from "vitest";
import { bucketMsFor } from "./bucket";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

describe("the width of a histogram's bars", () => {
  it.each([
    [HOUR_MS, 60, MINUTE_MS],
    [HOUR_MS + 1, 60, 5 * MINUTE_MS],
    [DAY_MS, 24, HOUR_MS],
    [30 * DAY_MS, 120, 6 * HOUR_MS],
    [30 * DAY_MS, 30, DAY_MS],
    [1, 1, 1_000],
  ])("cuts %d ms into at most %d bars of a round width", (length, buckets, width) => {
    expect(bucketMsFor({ from: 10 * DAY_MS, to: 10 * DAY_MS + length }, buckets)).toBe(width);
  });

  it("is so many days as it takes for ages, wherever they begin", () => {
    for (const buckets of [1, 7, 120]) {
      const span = { from: 123_456_789, to: 40_000 * DAY_MS + 1 };
      const width = bucketMsFor(span, buckets);
      const count = Math.ceil(span.to / width) - Math.floor(span.from / width);
      expect(width % DAY_MS).toBe(0);
      expect(count).toBeLessThanOrEqual(buckets);
    }
  });
});
