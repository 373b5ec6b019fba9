import { expect, test } from "vitest";
import { median, quantile, slope } from "./statistics";

test("quantiles are values that occurred", () => {
  const values = [5, 1, 4, 2, 3];
  expect([0, 0.5, 0.99, 1].map((share) => quantile(values, share))).toEqual([1, 3, 5, 5]);
  expect(quantile([], 0.99)).toBe(0);
});

test("a median of an even number of rounds lies between the two in the middle", () => {
  expect([median([]), median([3]), median([9, 1]), median([10, 1, 2])]).toEqual([0, 3, 5, 2]);
});

test("memory that swings grows by nothing, memory that leaks by its leak", () => {
  expect(slope([1, 3, 3, 1])).toBe(0);
  expect(slope([10, 12, 14, 16])).toBeCloseTo(2);
  expect(slope([7])).toBe(0);
});
