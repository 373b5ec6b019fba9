import { type DatabaseEngine, engineOf } from "../env";
import type { Db } from "./client";
import { sourceOf } from "./read-store";

/** Bundles of one process share no modules. */
const shared = globalThis as typeof globalThis & { gatehouseEngines?: WeakMap<Db, DatabaseEngine> };
shared.gatehouseEngines ??= new WeakMap();
const engines = shared.gatehouseEngines;

/** Remembers which engine a transaction's client speaks to: it has no address to tell it from. */
export function noteEngine(db: Db, engine: DatabaseEngine): void {
  engines.set(db, engine);
}

/** The engine behind a client or a transaction's client, for the few statements that differ. */
export function engineOfDb(db: Db): DatabaseEngine {
  return engines.get(db) ?? engineOf(sourceOf(db).url) ?? "sqlite";
}
