import type { Cell } from "./read";
import type { ActivityMetric } from "./schema";
import { addSums, metricOf, noSums, type Sums, totalOf } from "./sums";

/** So many are told apart; the rest are one series. */
export const SERIES_MAX = 7;

/** One colour's numbers, a bar each. */
export type Series = { key: string; values: number[]; total: number };
export type Split = {
  series: Series[];
  other: { values: number[]; total: number } | null;
  /** Of how many the series are the biggest; null where nobody counted. */
  entityCount: number | null;
};

/** The sums of each bar, empty ones as zeros. */
export function bySlot(cells: readonly Cell[], slotCount: number): Sums[] {
  const slots = Array.from({ length: slotCount }, noSums);
  for (const { slot, sums } of cells) {
    const into = slots[slot];
    if (into) addSums(into, sums);
  }
  return slots;
}

/** The biggest as series of their own and the rest together: they sum to the total, bar by bar. */
export function splitTop(cells: readonly Cell[], slotCount: number, metric: ActivityMetric): Split {
  const all = new Map<string, Series>();
  for (const { slot, key, sums } of cells) {
    const amount = metricOf(sums, metric);
    const series = all.get(key) ?? { key, values: new Array<number>(slotCount).fill(0), total: 0 };
    all.set(key, series);
    series.values[slot] = (series.values[slot] ?? 0) + amount;
    series.total += amount;
  }
  const sorted = [...all.values()].filter(({ total }) => total > 0).sort(byTotal);
  const rest = sorted.slice(SERIES_MAX);
  return { series: sorted.slice(0, SERIES_MAX), other: restOf(rest, slotCount), entityCount: sorted.length };
}

/** Known series, and what of the total they leave. */
export function splitKnown(known: readonly Series[], slots: readonly Sums[], metric: ActivityMetric): Split {
  const values = slots.map(
    (sums, slot) => metricOf(sums, metric) - known.reduce((sum, series) => sum + (series.values[slot] ?? 0), 0),
  );
  const total = values.reduce((sum, value) => sum + value, 0);
  const series = known.filter((one) => one.total > 0).sort(byTotal);
  return { series, other: total > 0 ? { values, total } : null, entityCount: total > 0 ? null : series.length };
}

function restOf(rest: readonly Series[], slotCount: number): Split["other"] {
  if (rest.length === 0) return null;
  const values = Array.from({ length: slotCount }, (_unused, slot) =>
    rest.reduce((sum, series) => sum + (series.values[slot] ?? 0), 0),
  );
  return { values, total: rest.reduce((sum, series) => sum + series.total, 0) };
}

function byTotal(one: Series, other: Series): number {
  return other.total - one.total || (one.key < other.key ? -1 : 1);
}

/** Tokens a second of streams, bar by bar, of the series that are shown; null where nothing was streamed. */
export function throughputOf(cells: readonly Cell[], slotCount: number, keys: readonly string[]) {
  return keys.map((key) => {
    const slots = bySlot(
      cells.filter((cell) => cell.key === key),
      slotCount,
    );
    return { key, values: slots.map(tokensASecond), overall: tokensASecond(totalOf(slots)) };
  });
}

export function tokensASecond({ streamTokens, streamMs }: Pick<Sums, "streamTokens" | "streamMs">): number | null {
  return streamMs > 0 ? (streamTokens * 1_000) / streamMs : null;
}
