import { randomUUID } from "node:crypto";
import type Database from "better-sqlite3";
import { retryBusy } from "./busy";
import { type AppliedMigration, HISTORY_TABLE, LOCK_WAIT_MS, type MigrationStore } from "./migration-store";
import { BLOCKING_WAIT_MS, openSqliteFile } from "./sqlite-file";

const CREATE_HISTORY = `CREATE TABLE IF NOT EXISTS "${HISTORY_TABLE}" (
  "id" TEXT PRIMARY KEY NOT NULL,
  "checksum" TEXT NOT NULL,
  "finished_at" DATETIME,
  "migration_name" TEXT NOT NULL,
  "logs" TEXT,
  "rolled_back_at" DATETIME,
  "started_at" DATETIME NOT NULL DEFAULT current_timestamp,
  "applied_steps_count" INTEGER UNSIGNED NOT NULL DEFAULT 0
)`;

type HistoryRow = { migration_name: string; checksum: string; finished_at: number | null; applied_steps_count: number };

/** The whole run is one transaction: it is the lock, and a failing migration leaves nothing behind. */
export function openSqliteMigrationStore(url: string): MigrationStore {
  const database = openSqliteFile(url, { mode: "writer", synchronous: "FULL", blockingWaitMs: BLOCKING_WAIT_MS });
  return {
    engine: "sqlite",

    async exclusively(work) {
      // Inside a transaction this pragma does nothing, and with it on, rewriting a table would delete its dependants.
      database.pragma("foreign_keys = OFF");
      await retryBusy(LOCK_WAIT_MS, () => database.exec("BEGIN IMMEDIATE"));
      try {
        database.exec(CREATE_HISTORY);
        const result = await work();
        verifyForeignKeys(database);
        database.exec("COMMIT");
        return result;
      } finally {
        if (database.inTransaction) database.exec("ROLLBACK");
        database.pragma("foreign_keys = ON");
      }
    },

    async applied(): Promise<AppliedMigration[]> {
      const rows = database
        .prepare<[], HistoryRow>(
          `SELECT migration_name, checksum, finished_at, applied_steps_count FROM "${HISTORY_TABLE}"
           WHERE rolled_back_at IS NULL ORDER BY migration_name`,
        )
        .all();
      return rows.map((row) => ({
        name: row.migration_name,
        checksum: row.checksum,
        isFinished: row.finished_at !== null,
        stepCount: row.applied_steps_count,
      }));
    },

    async up({ name, checksum, sql }) {
      const startedAt = Date.now();
      database.exec(sql);
      database
        .prepare(
          `INSERT INTO "${HISTORY_TABLE}" (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
           VALUES (?, ?, ?, ?, ?, 1)`,
        )
        .run(randomUUID(), checksum, name, startedAt, Date.now());
    },

    async down({ name, sql }) {
      database.exec(sql);
      database.prepare(`DELETE FROM "${HISTORY_TABLE}" WHERE migration_name = ?`).run(name);
    },

    async close() {
      database.close();
    },
  };
}

function verifyForeignKeys(database: Database.Database): void {
  const [broken] = database.prepare<[], { table: string; parent: string }>("PRAGMA foreign_key_check").all();
  if (broken === undefined) return;
  throw new Error(`The migration leaves rows in ${broken.table} that point to missing rows of ${broken.parent}.`);
}
