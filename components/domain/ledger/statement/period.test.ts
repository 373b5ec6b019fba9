import { expect, test } from "vitest";
import { daysOf, instantsOf } from "./period";

// In Shanghai this is the 1st of March, in UTC still the 28th of February.
const NOW = Date.parse("2026-02-28T17:00:00Z");

test("a period is whole days where the reader is", () => {
  expect(daysOf("today", NOW, "UTC")).toEqual({ first: "2026-02-28", last: "2026-02-28" });
  expect(daysOf("today", NOW, "Asia/Shanghai")).toEqual({ first: "2026-03-01", last: "2026-03-01" });
  expect(daysOf("7d", NOW, "UTC")).toEqual({ first: "2026-02-22", last: "2026-02-28" });
  expect(daysOf("thisMonth", NOW, "Asia/Shanghai")).toEqual({ first: "2026-03-01", last: "2026-03-01" });
  expect(daysOf("lastMonth", NOW, "Asia/Shanghai")).toEqual({ first: "2026-02-01", last: "2026-02-28" });
});

test("the last day is included to its end, also when the clock changes on it", () => {
  expect(instantsOf({ first: "2026-03-01", last: "2026-03-01" }, "Asia/Shanghai")).toEqual({
    from: new Date("2026-02-28T16:00:00Z"),
    to: new Date("2026-03-01T16:00:00Z"),
  });
  const summer = instantsOf({ first: "2026-03-29", last: "2026-03-29" }, "Europe/Berlin");
  expect((summer?.to.getTime() ?? 0) - (summer?.from.getTime() ?? 0)).toBe(23 * 3_600_000);
});

test("a span that is not chosen yet, or backwards, is none", () => {
  expect(instantsOf({ first: "2026-03-01", last: "" })).toBeNull();
  expect(instantsOf({ first: "2026-03-02", last: "2026-03-01" })).toBeNull();
});
