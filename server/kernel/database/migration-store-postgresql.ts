import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import { connectWithRetry, type RetryOptions } from "./connect";
import { HISTORY_TABLE, LOCK_WAIT_MS, type MigrationStore } from "./migration-store";
import type { DatabaseOptions } from "./options";
import { openPostgresqlPool, postgresqlSchema } from "./pool";

const LOCK_POLL_MS = 200;
/** Any constant will do, as long as every migrator of this product uses the same. */
const LOCK_KEY = 7_172_846_120_455;

const CREATE_HISTORY = `CREATE TABLE IF NOT EXISTS "${HISTORY_TABLE}" (
  "id" VARCHAR(36) PRIMARY KEY NOT NULL,
  "checksum" VARCHAR(64) NOT NULL,
  "finished_at" TIMESTAMPTZ,
  "migration_name" VARCHAR(255) NOT NULL,
  "logs" TEXT,
  "rolled_back_at" TIMESTAMPTZ,
  "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(),
  "applied_steps_count" INTEGER NOT NULL DEFAULT 0
)`;

type HistoryRow = {
  migration_name: string;
  checksum: string;
  finished_at: Date | null;
  applied_steps_count: number;
};

/** Each migration is a transaction; an advisory lock of the session keeps other migrators out. */
export async function openPostgresqlMigrationStore(
  url: string,
  options: DatabaseOptions,
  retry: RetryOptions,
): Promise<MigrationStore> {
  const pool = openPostgresqlPool(url, { ...options, poolMax: 1, statementTimeoutMs: 0 }, "batches");
  const client = await connectWithRetry(() => pool.connect(), retry).catch(async (error: unknown) => {
    await pool.end();
    throw error;
  });

  async function inTransaction(sql: string, record: () => Promise<unknown>): Promise<void> {
    await client.query("BEGIN");
    try {
      await client.query(sql);
      await record();
      await client.query("COMMIT");
    } catch (error) {
      await client.query("ROLLBACK");
      throw error;
    }
  }

  return {
    engine: "postgresql",

    async exclusively(work) {
      await takeLock(client);
      try {
        const schema = postgresqlSchema(url);
        if (schema !== undefined) await client.query(`CREATE SCHEMA IF NOT EXISTS "${schema}"`);
        await client.query(CREATE_HISTORY);
        return await work();
      } finally {
        await client.query("SELECT pg_advisory_unlock($1)", [LOCK_KEY]);
      }
    },

    async applied() {
      const { rows } = await client.query<HistoryRow>(
        `SELECT migration_name, checksum, finished_at, applied_steps_count FROM "${HISTORY_TABLE}"
         WHERE rolled_back_at IS NULL ORDER BY migration_name COLLATE "C"`,
      );
      return rows.map((row) => ({
        name: row.migration_name,
        checksum: row.checksum,
        isFinished: row.finished_at !== null,
        stepCount: row.applied_steps_count,
      }));
    },

    async up({ name, checksum, sql }) {
      await inTransaction(sql, () =>
        client.query(
          `INSERT INTO "${HISTORY_TABLE}" (id, checksum, migration_name, finished_at, applied_steps_count)
           VALUES ($1, $2, $3, clock_timestamp(), 1)`,
          [randomUUID(), checksum, name],
        ),
      );
    },

    async down({ name, sql }) {
      await inTransaction(sql, () => client.query(`DELETE FROM "${HISTORY_TABLE}" WHERE migration_name = $1`, [name]));
    },

    async close() {
      client.release();
      await pool.end();
    },
  };
}

async function takeLock(client: pg.PoolClient): Promise<void> {
  const deadline = performance.now() + LOCK_WAIT_MS;
  for (;;) {
    const { rows } = await client.query<{ ok: boolean }>("SELECT pg_try_advisory_lock($1) AS ok", [LOCK_KEY]);
    if (rows[0]?.ok === true) return;
    if (performance.now() > deadline) throw new Error("Another process has been migrating this database for too long.");
    await sleep(LOCK_POLL_MS);
  }
}
