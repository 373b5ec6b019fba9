import type { StateSignal } from "@/server/kernel/state-signal";
import type { StateWatch } from "@/server/kernel/state-watch";
import type { NodeFigures } from "./schema";

/** What every process that watches for changes reports of itself. */
export function watchFigures(watch: StateWatch, signal: StateSignal | undefined): NodeFigures {
  const { reloads, failedChecks } = watch.figures;
  const redis = signal ? { redisUp: signal.state.isUp ? 1 : 0, redisSince: signal.state.since.getTime() } : {};
  return { ...redis, reloads, failedChecks, memoryUsed: process.memoryUsage.rss() };
}
