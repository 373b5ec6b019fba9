import { type Bench, checkBooks } from "./bench-context";
import { loadStreams } from "./load";
import type { StreamLoadResult } from "./load-protocol";
import { type Row, rowsOf } from "./rows";
import { type Target, title } from "./targets";

/** A stream is clean when it is whole and none of its chunks comes later than that. */
const LATE_MAX_MS = 100;
const PAUSE_MS = 200;

/** Paced streams: for each target the most it holds clean, from the highest level down. */
export async function measureStreams(bench: Bench): Promise<void> {
  const { targets } = bench;
  const found: { row: Row; target: Target }[] = [];
  for (const target of targets) found.push({ row: await highestClean(bench, target), target });
  const relay = found.find(({ target }) => target.name === "bare relay")?.row;
  for (const { row } of found) {
    const isComparable = relay !== undefined && relay.concurrency === row.concurrency;
    row.addedP50Ms = isComparable ? row.p50Ms - relay.p50Ms : null;
    row.addedP99Ms = isComparable ? row.p99Ms - relay.p99Ms : null;
    row.ratioToLimit = isComparable ? row.throughputPerSecond / relay.throughputPerSecond : null;
    bench.rows.push(row);
  }
}

async function highestClean(bench: Bench, target: Target): Promise<Row> {
  let row: Row | undefined;
  for (const streams of bench.plan.streamLevels) {
    row = await measureLevel(bench, target, streams);
    if (row.isClean) break;
    // What the level left behind at the target must not fall to the next one.
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
  if (!row) throw new Error("the plan names no number of streams");
  return row;
}

async function measureLevel(bench: Bench, target: Target, streams: number): Promise<Row> {
  const { plan, load, say } = bench;
  const options = { streams, durationMs: plan.streamMs, rampMs: plan.streamRampMs };
  const { spent, ...result } = await loadStreams(load, target, options);
  const isClean = isCleanRun(result);
  const { answered, broken, throughputPerSecond, firstTokenP50Ms, firstTokenP99Ms } = result;
  const sample = { target, round: 0, answered, failed: broken, throughputPerSecond, spent };
  const [row] = rowsOf("streams", streams, [{ ...sample, p50Ms: firstTokenP50Ms, p99Ms: firstTokenP99Ms }]);
  if (!row) throw new Error("a run gave no row");
  await checkBooks(bench, target, `${streams} streams`);
  const words = `${answered} whole, ${broken} broken, late p99 ${result.lateP99Ms.toFixed(1)} ms`;
  say(`streams ×${streams}: ${title(target)} ${words}${isClean ? "" : " ✗"}`);
  return { ...row, isClean, lateP99Ms: result.lateP99Ms, worstLateP99Ms: result.worstLateP99Ms };
}

function isCleanRun({ broken, worstLateP99Ms }: StreamLoadResult): boolean {
  return broken === 0 && worstLateP99Ms <= LATE_MAX_MS;
}
