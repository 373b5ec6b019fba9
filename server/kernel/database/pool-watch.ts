/** What a pool is for: records through Prisma, the ledger's and other batches, reads over many rows. */
export type PoolPurpose = "records" | "batches" | "reads";

/** Connections (or, on SQLite, threads) of this process. `waiting` callers have none yet. */
export type PoolState = { purpose: PoolPurpose; max: number; open: number; busy: number; waiting: number };

type Source = { purpose: PoolPurpose; read: () => Omit<PoolState, "purpose"> | null };

const shared = globalThis as typeof globalThis & { gatehousePools?: Set<Source> };
shared.gatehousePools ??= new Set();
const sources = shared.gatehousePools;

/** Makes a pool known. `read` gives its state, or null once it is closed, which forgets it. */
export function notePool(source: Source): void {
  sources.add(source);
}

/** The pools of this process, one line for each purpose. */
export function readPools(): PoolState[] {
  const states = new Map<PoolPurpose, PoolState>();
  for (const source of sources) {
    const state = source.read();
    if (state === null) {
      sources.delete(source);
      continue;
    }
    const sum = states.get(source.purpose) ?? { purpose: source.purpose, max: 0, open: 0, busy: 0, waiting: 0 };
    sum.max += state.max;
    sum.open += state.open;
    sum.busy += state.busy;
    sum.waiting += state.waiting;
    states.set(source.purpose, sum);
  }
  return [...states.values()];
}
