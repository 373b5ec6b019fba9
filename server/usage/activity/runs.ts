import { type Buckets, DAY_MS, HOUR_MS } from "./buckets";
import type { BucketRun } from "./conditions";

/** Bars that one statement reads: small, because SQLite cannot be interrupted, and several at once. */
export type Run = BucketRun & { grain: "hours" | "days"; from: number; to: number };

const HOURS_A_RUN = 8 * 24;
const DAYS_A_RUN = 64;

/**
 * Cuts bars into statements. UTC days that are summed up already (before `daysUntil`) come from those sums, everything else
 * from hours. Nothing after `until` is read.
 */
export function runsOf(buckets: Buckets, options: { daysUntil?: number; until?: number } = {}): Run[] {
  const { daysUntil = 0, until = Number.POSITIVE_INFINITY } = options;
  const runs: Run[] = [];
  buckets.list.forEach(({ from, to }, index) => {
    if (from >= until) return;
    const lengthMs = to - from;
    const isWhole = to <= until;
    const grain = buckets.unit === "utcDay" && isWhole && to <= daysUntil ? "days" : "hours";
    const last = runs.at(-1);
    const most = grain === "days" ? DAYS_A_RUN * DAY_MS : HOURS_A_RUN * HOUR_MS;
    if (last && last.to === from && last.grain === grain && last.lengthMs === lengthMs && to - last.from <= most) {
      last.to = Math.min(to, until);
    } else {
      runs.push({ grain, startMs: from, lengthMs, firstIndex: index, from, to: Math.min(to, until) });
    }
  });
  return runs;
}

/** A stretch as few statements as can be: whole UTC days from their sums, the rest from hours. */
export function stretchOf({ from, to }: { from: number; to: number }, daysUntil: number): Run[] {
  const firstDay = Math.ceil(from / DAY_MS) * DAY_MS;
  const lastDay = Math.floor(Math.min(to, daysUntil) / DAY_MS) * DAY_MS;
  if (lastDay <= firstDay) return hoursOf(from, to);
  return [...hoursOf(from, firstDay), runOf("days", firstDay, lastDay), ...hoursOf(lastDay, to)];
}

function hoursOf(from: number, to: number): Run[] {
  const runs: Run[] = [];
  for (let start = from; start < to; start += HOURS_A_RUN * HOUR_MS) {
    runs.push(runOf("hours", start, Math.min(to, start + HOURS_A_RUN * HOUR_MS)));
  }
  return runs;
}

/** One stretch of hours as one bar. */
export function singleRun({ from, to }: { from: number; to: number }): Run {
  return runOf("hours", from, to);
}

function runOf(grain: Run["grain"], from: number, to: number): Run {
  return { grain, from, to, startMs: from, lengthMs: to - from, firstIndex: 0 };
}
