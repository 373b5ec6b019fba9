import { type DatabaseEngine, engineOf } from "../env";
import { type DatabaseOptions, databaseOptions } from "./options";
import type { PoolPurpose } from "./pool-watch";
import type { SqlDialect } from "./sql-dialect";
import { openMysqlStore } from "./sql-mysql";
import { openPostgresqlStore } from "./sql-postgresql";
import { openSqliteStore } from "./sql-sqlite";

/** Times go in as Date or as `dialect.time(…)`, and come out through `asTime`. Values as the driver gives them; read them with `asBigInt`, `asNumber`, `asTime`, `asBoolean` of sql-values.ts. */
export type SqlRow = Record<string, unknown>;

/** `affected` counts the rows a change matched; for a read it is the number of rows. */
export type SqlResult = { rows: SqlRow[]; affected: number };

export interface SqlExecutor {
  /** Runs one statement in the engine's own dialect and placeholders ($1 on PostgreSQL, ? elsewhere). */
  query(sql: string, values?: readonly unknown[]): Promise<SqlResult>;
}

/** A transaction's statements. They go out at once; where the driver can, several are under way together. */
export interface SqlTransaction extends SqlExecutor {
  /**
   * Runs the last statement with the commit right behind it, which spares a round trip. An error of the statement undoes
   * the transaction; what its result says comes too late for that, so its guards must raise.
   */
  queryLast(sql: string, values?: readonly unknown[]): Promise<SqlResult>;
}

/**
 * The raw door beside Prisma, for the few statements a request costs: the bare drivers with connections of their own.
 * On SQLite all writes happen in a thread, so waiting for the disk or for another process never stops the event loop.
 */
export interface SqlStore extends SqlExecutor {
  readonly engine: DatabaseEngine;
  readonly dialect: SqlDialect;
  /** Runs `work` in one transaction; an error of it rolls back and passes through. Nothing is retried. */
  transaction<T>(work: (tx: SqlTransaction) => Promise<T>): Promise<T>;
  /** Closes the connections after the work that is under way. */
  close(): Promise<void>;
}

/** A store whose writer thread has a program loaded (see sqlite-worker.ts). */
export interface SqliteStore extends SqlStore {
  readonly engine: "sqlite";
  /** Posts the payload once and runs the program in one transaction there. Out: what the program returned. */
  program(name: string, payload: unknown): Promise<unknown>;
}

export type SqlStoreInput = {
  url: string;
  options?: DatabaseOptions;
  /** What its connections are for, where they are counted. */
  purpose?: PoolPurpose;
  /** The module with `run(database, name, payload)` for the SQLite writer thread; see `siblingModule`. */
  sqliteProgram?: URL;
};

/** Opens the store of the engine the address names. Connections are made on first use. */
export function openSqlStore(input: SqlStoreInput): SqlStore {
  const { url, options = databaseOptions(), purpose = "batches", sqliteProgram } = input;
  switch (engineOf(url)) {
    case "sqlite":
      return openSqliteStore({ url, options, program: sqliteProgram });
    case "postgresql":
      return openPostgresqlStore(url, options, purpose);
    case "mysql":
      return openMysqlStore(url, options, purpose);
    case null:
      throw new Error("The database address must begin with file:, postgresql:// or mysql://.");
  }
}

/** Whether a store can run programs in its writer thread. */
export function isSqliteStore(store: SqlStore): store is SqliteStore {
  return store.engine === "sqlite";
}
