import type { HealthDetail, HealthState } from "./schema";

/** What a check found. `since` where the data say it; else since when this process has seen it so. */
export type Finding = {
  state: HealthState;
  detail: HealthDetail;
  figures?: Record<string, number | string>;
  since?: Date | null;
};

type Seen = { state: HealthState; since: Date };

/** Bundles of one process share no modules. */
const shared = globalThis as typeof globalThis & { gatehouseHealthSeen?: Map<string, Seen> };
shared.gatehouseHealthSeen ??= new Map();
const seen = shared.gatehouseHealthSeen;

/** Since when this process has seen the check in this state, and the state before where it is another one. */
export function noteState(name: string, state: HealthState, now: Date): { since: Date; was: HealthState | null } {
  const known = seen.get(name);
  if (known?.state === state) return { since: known.since, was: null };
  seen.set(name, { state, since: now });
  return { since: now, was: known?.state ?? null };
}
