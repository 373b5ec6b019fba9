import { array, assert, integer, property, record } from "fast-check";
import { describe, expect, it } from "vitest";
import { cutSlices, parseSliceId, type RowsInTime, sliceId } from "./slices";

const HOUR_MS = 3_600_000;
const limits = { rowsPerSlice: 100, slicesMax: 500 };

/** Spans one after another, each with its rows. */
function spans(lengths: { ms: number; rows: number }[], startMs: number): RowsInTime[] {
  let at = startMs;
  return lengths.map(({ ms, rows }) => {
    const span = { fromMs: at, toMs: at + ms, rows };
    at += ms;
    return span;
  });
}

describe("the slices of an export", () => {
  it("cover the range exactly once, the newest first, whatever was expected", () => {
    const lengths = array(record({ ms: integer({ min: 1, max: HOUR_MS }), rows: integer({ min: 0, max: 50_000 }) }), {
      maxLength: 60,
    });
    const whole = property(
      lengths,
      integer({ min: 0, max: 10 * HOUR_MS }),
      integer({ min: 1, max: 20 * HOUR_MS }),
      integer({ min: 1, max: 5_000 }),
      (made, fromMs, lengthMs, rowsPerSlice) => {
        const range = { fromMs, toMs: fromMs + lengthMs };
        const slices = cutSlices(range, spans(made, HOUR_MS), { rowsPerSlice, slicesMax: 20 });
        expect(slices.length).toBeGreaterThan(0);
        expect(slices.length).toBeLessThanOrEqual(20);
        expect(slices[0]?.toMs).toBe(range.toMs);
        expect(slices.at(-1)?.fromMs).toBe(range.fromMs);
        for (const [index, slice] of slices.entries()) {
          expect(slice.toMs).toBeGreaterThan(slice.fromMs);
          const older = slices[index + 1];
          if (older) expect(older.toMs).toBe(slice.fromMs);
        }
      },
    );
    assert(whole);
  });

  it("have about equally many rows, also where an hour had most of them", () => {
    const busy = spans(
      [
        { ms: HOUR_MS, rows: 100 },
        { ms: HOUR_MS, rows: 9_800 },
        { ms: HOUR_MS, rows: 100 },
      ],
      0,
    );
    const slices = cutSlices({ fromMs: 0, toMs: 3 * HOUR_MS }, busy, limits);
    expect(slices).toHaveLength(100);
    const inBusyHour = slices.filter(({ fromMs, toMs }) => fromMs >= HOUR_MS && toMs <= 2 * HOUR_MS);
    expect(inBusyHour).toHaveLength(98);
  });

  it("become larger rather than too many", () => {
    const many = spans([{ ms: 100 * HOUR_MS, rows: 10_000_000 }], 0);
    expect(cutSlices({ fromMs: 0, toMs: 100 * HOUR_MS }, many, limits)).toHaveLength(500);
  });

  it("are one where nothing is expected, and none of an empty range", () => {
    expect(cutSlices({ fromMs: 5, toMs: 9 }, [], limits)).toEqual([{ fromMs: 5, toMs: 9 }]);
    expect(cutSlices({ fromMs: 9, toMs: 9 }, [], limits)).toEqual([]);
  });

  it("have names that are read back", () => {
    expect(parseSliceId(sliceId(3, { fromMs: 10, toMs: 20 }))).toEqual({ position: 3, fromMs: 10, toMs: 20 });
    expect(parseSliceId("chn_x")).toBeNull();
  });
});
