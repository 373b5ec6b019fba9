import { expect, test } from "vitest";
import { usageByDay } from "./usage";

const at = (iso: string, model: string, quota: bigint) => ({ hourAt: new Date(iso), model, quota, requestCount: 1 });

test("a day begins at midnight where the reader is", () => {
  const hours = [at("2026-03-01T15:00:00Z", "a", 1n), at("2026-03-01T16:00:00Z", "a", 2n)];
  expect(usageByDay(hours, "UTC").map(({ day, quota }) => [day, quota])).toEqual([["2026-03-01", 3n]]);
  expect(usageByDay(hours, "Asia/Shanghai").map(({ day, quota }) => [day, quota])).toEqual([
    ["2026-03-02", 2n],
    ["2026-03-01", 1n],
  ]);
});

test("models stand by cost, with the hours they were used in; what was free is left out", () => {
  const hours = [
    at("2026-03-01T03:00:00Z", "small", 1n),
    at("2026-03-01T09:00:00Z", "large", 5n),
    at("2026-03-01T12:00:00Z", "large", 5n),
    at("2026-03-01T12:00:00Z", "free", 0n),
  ];
  const [day] = usageByDay(hours, "UTC");
  expect(day?.models).toMatchObject([
    { model: "large", quota: 10n, requestCount: 2 },
    { model: "small", quota: 1n },
  ]);
  expect(day?.models[0]).toMatchObject({
    from: new Date("2026-03-01T09:00:00Z"),
    to: new Date("2026-03-01T13:00:00Z"),
  });
});
