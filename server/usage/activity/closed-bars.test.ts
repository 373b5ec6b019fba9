import { afterEach, expect, test, vi } from "vitest";
import type { ReadStore } from "@/server/kernel/database/read-store";
import type { Buckets } from "./buckets";
import { readBars } from "./closed-bars";

const HOUR_MS = 3_600_000;
const NOW = new Date("2026-05-20T10:30:00Z");
const OVER = Date.parse("2026-05-10T00:00:00Z");

afterEach(() => vi.restoreAllMocks());

/** One bar that is over, and the one of now. */
const buckets: Buckets = {
  unit: "hour",
  list: [
    { from: OVER, to: OVER + HOUR_MS },
    { from: NOW.getTime() - HOUR_MS, to: NOW.getTime() + HOUR_MS },
  ],
  from: OVER,
  to: NOW.getTime() + HOUR_MS,
};

test("of bars that are over nothing is read again for an hour, and then once more", async () => {
  const store = {} as ReadStore;
  const read = vi.fn(async ({ list }: Buckets) => list.map((_, slot) => ({ slot })));
  const slots = async () => {
    const items = await readBars(store, { question: "all", buckets, now: NOW, read });
    return items.map(({ slot }) => slot).sort();
  };
  const startedMs = performance.now();
  const clock = vi.spyOn(performance, "now");
  clock.mockReturnValue(startedMs);
  expect(await slots()).toEqual([0, 1]);
  clock.mockReturnValue(startedMs + 59 * 60_000);
  expect(await slots()).toEqual([0, 1]);
  expect(read.mock.calls.map(([{ list }]) => list.length)).toEqual([2, 1]);
  clock.mockReturnValue(startedMs + 61 * 60_000);
  // The cache looks at the clock once a millisecond at most.
  await vi.waitFor(async () => {
    await slots();
    expect(read.mock.lastCall?.[0].list).toHaveLength(2);
  });
});
