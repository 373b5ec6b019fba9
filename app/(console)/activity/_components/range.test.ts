import { expect, test } from "vitest";
import { daysShown, instantsOf } from "./range";

const NOW = Date.UTC(2026, 10, 22, 7, 30);
const here = { now: NOW, timeZone: "Asia/Shanghai" };
const none = { first: "", last: "" };

test("a day ends with the hour under way", () => {
  expect(instantsOf("24h", none, here)).toEqual({
    from: new Date("2026-11-21T08:00:00Z"),
    to: new Date("2026-11-22T08:00:00Z"),
  });
});

test("seven days are today and the six before", () => {
  expect(instantsOf("7d", none, here)?.from).toEqual(new Date("2026-11-16T07:30:00Z"));
});

test("a custom range is whole days of the reader's zone, and nothing until both are chosen", () => {
  const range = instantsOf("custom", { first: "2026-11-01", last: "2026-11-02" }, here);
  expect(range?.from).toEqual(new Date("2026-10-31T16:00:00Z"));
  expect(daysShown(range, "Asia/Shanghai")).toEqual({ first: "2026-11-01", last: "2026-11-02" });
  expect(instantsOf("custom", { first: "2026-11-03", last: "2026-11-02" }, here)).toBeNull();
  expect(instantsOf("custom", none, here)).toBeNull();
});
