import { describe, expect, test } from "vitest";
import { failuresAfter, restartDelayMs } from "./back-off";

describe("a process that ended by itself is started again", () => {
  test("at first after half a second, then after twice as long each time, never later than half a minute", () => {
    const delays = [1, 2, 3, 4, 5, 6, 7, 8, 50].map(restartDelayMs);
    expect(delays).toEqual([500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
  });

  test("one that had run for a minute is forgiven what happened before", () => {
    expect(failuresAfter(6, 59_999)).toBe(7);
    expect(failuresAfter(6, 60_000)).toBe(1);
  });
});
