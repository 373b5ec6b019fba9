import type { DatabaseEngine } from "../env";

/** A statement that a driver of this process has run: Prisma's, the ledger's and the reading side's alike. */
export type RunStatement = {
  engine: DatabaseEngine;
  sql: string;
  /** With the wait for a connection, a thread or the write lock. */
  tookMs: number;
  isFailed: boolean;
  /** For explaining it again. They may be anybody's data: never stored, never logged. */
  values: readonly unknown[];
};

type Listener = (statement: RunStatement) => void;

/** Bundles of one process share no modules, so the listeners live where all see them. */
const shared = globalThis as typeof globalThis & { gatehouseStatementListeners?: Set<Listener> };
shared.gatehouseStatementListeners ??= new Set();
const listeners = shared.gatehouseStatementListeners;

/** Tells `listener` of every statement from now on; it must be quick and must not throw. Out: what ends it. */
export function watchStatements(listener: Listener): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

type Watched = { engine: DatabaseEngine; sql: string; values?: readonly unknown[] | undefined };

/** Runs a statement and tells the listeners how long it took. Costs nothing while nobody listens. */
export async function watched<T>({ engine, sql, values = [] }: Watched, run: () => Promise<T>): Promise<T> {
  if (listeners.size === 0) return run();
  const begun = performance.now();
  let isFailed = true;
  try {
    const result = await run();
    isFailed = false;
    return result;
  } finally {
    const tookMs = performance.now() - begun;
    for (const listener of listeners) listener({ engine, sql, values, tookMs, isFailed });
  }
}
