import { logger } from "@/server/kernel/logger";
import type { BackgroundWork } from "./background-work";

/**
 * Starts all background work; returns what ends it, within `stopTimeoutMs`. A piece that cannot start is logged and left
 * out: the pages must not be away because a job is.
 */
export async function startWorker(
  works: readonly BackgroundWork[],
  stopTimeoutMs: number,
): Promise<() => Promise<void>> {
  const stops: (() => Promise<void>)[] = [];
  for (const work of works) {
    try {
      stops.push(await work.start());
    } catch (error) {
      logger.error({ err: error, work: work.name }, "background work could not start");
    }
  }
  return async () => {
    const all = Promise.allSettled(stops.map((stop) => stop()));
    await Promise.race([all, new Promise((resolve) => setTimeout(resolve, stopTimeoutMs).unref())]);
  };
}
