import type { DatabaseEngine } from "@/server/kernel/env";
import { openMysqlLoader } from "./loader-mysql";
import { openPostgresqlLoader } from "./loader-postgresql";
import { openSqliteLoader } from "./loader-sqlite";
import type { Row, Table } from "./tables";

/** Writes many rows into a migrated, empty database in the quickest way its engine knows. */
export type Loader = {
  /** Writes rows; those of one table come in the order of its key. */
  write(table: Table, rows: readonly Row[]): Promise<void>;
  /** Makes the secondary indexes that opening took away, and lets the database take its statistics. */
  finish(): Promise<void>;
};

/** Opens the loader for an address; secondary indexes of the big tables are gone until `finish`. */
export function openLoader(engine: DatabaseEngine, url: string): Promise<Loader> {
  switch (engine) {
    case "sqlite":
      return openSqliteLoader(url);
    case "postgresql":
      return openPostgresqlLoader(url);
    case "mysql":
      return openMysqlLoader(url);
  }
}
