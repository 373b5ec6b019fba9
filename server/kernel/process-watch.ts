import type { StateWatch } from "./state-watch";

/** Bundles of one process share no modules: the program provides its watch, and the pages' code finds it here. */
const shared = globalThis as typeof globalThis & { gatehouseStateWatch?: StateWatch | undefined };

/** Gives this process's watch to all its bundles; undefined when it stops. */
export function provideStateWatch(watch: StateWatch | undefined): void {
  shared.gatehouseStateWatch = watch;
}

/** The watch of this process; undefined in programs that keep nothing in memory. */
export function findStateWatch(): StateWatch | undefined {
  return shared.gatehouseStateWatch;
}
