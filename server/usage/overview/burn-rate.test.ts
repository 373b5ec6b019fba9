import { expect, test } from "vitest";
import { burnRate, burnSince } from "./burn-rate";

test("counts whole UTC hours of seven days, wherever the server stands", () => {
  expect(burnSince(new Date("2026-11-22T10:59:59Z"))).toEqual(new Date("2026-11-15T10:00:00Z"));
});

test("says how long a balance lasts, and nothing where nothing is spent", () => {
  expect(burnRate(1_000n, 700n)).toEqual({ burnPerDay: 100n, daysLeft: 10 });
  expect(burnRate(99n, 700n)).toEqual({ burnPerDay: 100n, daysLeft: 0 });
  expect(burnRate(1_000n, 0n).daysLeft).toBeNull();
});
