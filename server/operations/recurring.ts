import { type ServiceContext, systemContext } from "@/server/kernel/context";
import { logger } from "@/server/kernel/logger";

export type RecurringWork = {
  /** Acts under this name, in logs and audit events. */
  name: string;
  everyMs: number;
  /** The first run comes so long after the start. */
  firstAfterMs: number;
  /** What it answers is logged for debugging. Several workers may run it at once, so it must be harmless twice. */
  run: (ctx: ServiceContext) => Promise<unknown>;
};

/** Does work again and again until it is stopped; never two runs at once in this process, and a failed one is tried again. */
export function startRecurring({ name, everyMs, firstAfterMs, run }: RecurringWork): { stop: () => void } {
  let isRunning = false;
  const runOnce = async () => {
    if (isRunning) return;
    isRunning = true;
    try {
      const result = await run(systemContext(name));
      logger.debug({ work: name, result }, "recurring work done");
    } catch (error) {
      logger.error({ err: error, work: name }, "recurring work failed");
    } finally {
      isRunning = false;
    }
  };
  const first = setTimeout(() => void runOnce(), firstAfterMs).unref();
  const timer = setInterval(() => void runOnce(), everyMs).unref();
  return {
    stop: () => {
      clearTimeout(first);
      clearInterval(timer);
    },
  };
}
