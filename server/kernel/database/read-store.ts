import type { DatabaseEngine } from "../env";
import type { Db } from "./client";
import type { DatabaseOptions } from "./options";
import { openServerReads } from "./read-store-server";
import { openSqliteReads } from "./read-store-sqlite";
import type { SqlRow } from "./sql";
import type { SqlDialect } from "./sql-dialect";

export type ReadOptions = {
  /** The statement is given up after so long; without it, after the connection's own time-out. */
  timeoutMs?: number;
};

/**
 * The door for reads over many rows: the bare drivers, read-only. On SQLite they run in threads of their own, so that no scan
 * stops an event loop; on the servers each may have a deadline of its own. Values as the drivers give them: read them with
 * `asBigInt`, `asNumber`, `asTime` of sql-values.ts.
 */
export interface ReadStore {
  readonly engine: DatabaseEngine;
  readonly dialect: SqlDialect;
  /** Runs one SELECT in the engine's own dialect. Throws ReadTimeoutError at the deadline. */
  query(sql: string, values?: readonly unknown[], options?: ReadOptions): Promise<SqlRow[]>;
  close(): Promise<void>;
}

/** Opens the reading side of a database. Connections and threads are made on first use. */
export function openReadStore(url: string, options: DatabaseOptions): ReadStore {
  return url.startsWith("file:") ? openSqliteReads(url, options) : openServerReads(url, options);
}

type Source = { url: string; options: DatabaseOptions };

/** Bundles of one process share no modules, and a thread's file is found from the programs' bundle alone: see `provideReadStore`. */
const shared = globalThis as typeof globalThis & {
  gatehouseReadStores?: WeakMap<Db, ReadStore>;
  gatehouseSources?: WeakMap<Db, Source>;
};
shared.gatehouseReadStores ??= new WeakMap();
shared.gatehouseSources ??= new WeakMap();
const stores = shared.gatehouseReadStores;
const sources = shared.gatehouseSources;

/** Remembers where a client is connected to. */
export function noteSource(db: Db, source: Source): void {
  sources.set(db, source);
}

/** Where a client is connected to, for whoever needs connections of its own. Throws for the client of a transaction. */
export function sourceOf(db: Db): Source {
  const source = sources.get(db);
  if (!source) throw new Error("A transaction's client has no address: ask before it begins.");
  return source;
}

/** Opens the reading side of a client now: a program does it for the pages' bundle, which could not. */
export function provideReadStore(db: Db): void {
  readStoreOf(db);
}

/** The reading side of the database that `db` is a client of. It sees what is committed, so never ask it inside a transaction. */
export function readStoreOf(db: Db): ReadStore {
  const known = stores.get(db);
  if (known) return known;
  const source = sources.get(db);
  if (!source) throw new Error("Inside a transaction there is no reading side: read before it begins.");
  const store = openReadStore(source.url, source.options);
  stores.set(db, store);
  return store;
}

/** Closes the reading side of a client, if it was opened. */
export async function closeReadStore(db: Db): Promise<void> {
  const store = stores.get(db);
  stores.delete(db);
  await store?.close();
}
