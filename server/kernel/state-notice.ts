import { logger } from "./logger";
import type { StateTopic } from "./state-schema";

type Listener = (topics: readonly StateTopic[]) => void;

/** Bundles of one process share no modules: the pages' services announce, the program's watch and its Redis listen. */
const shared = globalThis as typeof globalThis & { gatehouseStateListeners?: Set<Listener> };
shared.gatehouseStateListeners ??= new Set();
const listeners = shared.gatehouseStateListeners;

/** Hears which subjects this process has changed, each time after the commit. Out: what ends it. */
export function onStateAnnounced(listener: Listener): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

/** Tells this process's listeners that a committed change has raised these counters. A hint: whoever misses it polls. */
export function announceState(topics: readonly StateTopic[]): void {
  for (const listener of listeners) {
    try {
      listener(topics);
    } catch (error) {
      logger.warn({ err: error }, "a change could not be announced");
    }
  }
}
