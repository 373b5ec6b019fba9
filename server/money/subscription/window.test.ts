import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { periodAt, periodEnd } from "./period";
import { windowsAt } from "./window";

const utc = (text: string) => new Date(`${text}Z`);

describe("periods", () => {
  it("of a month end on the day they started, or on the last day of a shorter month", () => {
    const start = utc("2026-01-31T10:00:00.000");
    const ends = [1, 2, 3, 4].map((count) => periodEnd(start, "month", count).toISOString());
    expect(ends).toEqual([
      "2026-02-28T10:00:00.000Z",
      "2026-03-31T10:00:00.000Z",
      "2026-04-30T10:00:00.000Z",
      "2026-05-31T10:00:00.000Z",
    ]);
  });

  it("of a year that began on a leap day end on 28 February, and on the 29th four years later", () => {
    const start = utc("2024-02-29T23:59:59.999");
    expect(periodEnd(start, "year", 1)).toEqual(utc("2025-02-28T23:59:59.999"));
    expect(periodEnd(start, "year", 4)).toEqual(utc("2028-02-29T23:59:59.999"));
  });

  it("change hands at the very millisecond of their end", () => {
    const start = utc("2026-01-31T10:00:00.000");
    const end = utc("2026-02-28T10:00:00.000");
    expect(periodAt(start, "month", new Date(end.getTime() - 1)).index).toBe(0);
    expect(periodAt(start, "month", end)).toMatchObject({ index: 1, startsAt: end });
  });

  it("hold every instant after the start in exactly one of them, without gaps", () => {
    const day = 86_400_000;
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 3_000 }),
        fc.integer({ min: 0, max: 4_000 * day }),
        fc.constantFrom("month" as const, "year" as const),
        (startDay, afterMs, period) => {
          const start = new Date(Date.UTC(2024, 0, 1, 13, 14, 15, 16) + startDay * day);
          const at = new Date(start.getTime() + afterMs);
          const { index, startsAt, endsAt } = periodAt(start, period, at);
          expect(startsAt.getTime()).toBeLessThanOrEqual(at.getTime());
          expect(endsAt.getTime()).toBeGreaterThan(at.getTime());
          expect(periodEnd(start, period, index)).toEqual(startsAt);
        },
      ),
    );
  });
});

describe("the windows of an allowance", () => {
  const terms = {
    subscriptionId: "sub_1",
    startedAt: utc("2026-03-30T22:30:00.000"),
    period: "month" as const,
    limits: {
      periodQuota: 1_000n,
      windows: [
        { kind: "hours5" as const, quota: 10n },
        { kind: "week" as const, quota: 400n },
        { kind: "day" as const, quota: 100n },
      ],
    },
  };

  it("are named by what they limit and when they began, the longest first", () => {
    const windows = windowsAt(terms, utc("2026-04-07T04:00:00.000"));
    expect(windows.map(({ kind, limitQuota }) => [kind, limitQuota])).toEqual([
      ["period", 1_000n],
      ["week", 400n],
      ["day", 100n],
      ["hours5", 10n],
    ]);
    expect(windows.map(({ startsAt }) => startsAt)).toEqual([
      utc("2026-03-30T22:30:00.000"),
      utc("2026-04-06T22:30:00.000"),
      utc("2026-04-06T22:30:00.000"),
      utc("2026-04-07T00:30:00.000"),
    ]);
    expect(windows[3]?.id).toBe(`sub_1:hours5:${utc("2026-04-07T00:30:00.000").getTime()}`);
  });

  it("of a day run from the hour of the start, not from midnight", () => {
    const [, , day] = windowsAt(terms, utc("2026-03-31T00:30:00.000"));
    expect(day?.startsAt).toEqual(terms.startedAt);
    expect(day?.endsAt).toEqual(utc("2026-03-31T22:30:00.000"));
  });

  it("are only the short ones when the period has no limit", () => {
    const unlimited = { ...terms, limits: { ...terms.limits, periodQuota: null } };
    expect(windowsAt(unlimited, terms.startedAt).map(({ kind }) => kind)).toEqual(["week", "day", "hours5"]);
  });
});
