import { createHash, randomUUID } from "node:crypto";
import mariadb from "mariadb";
import { connectWithRetry, type RetryOptions } from "./connect";
import { splitStatements } from "./migration-files";
import { HISTORY_TABLE, LOCK_WAIT_MS, type MigrationStore } from "./migration-store";
import type { DatabaseOptions } from "./options";
import { mysqlAddress } from "./pool";

const CREATE_HISTORY = `CREATE TABLE IF NOT EXISTS \`${HISTORY_TABLE}\` (
  \`id\` VARCHAR(36) PRIMARY KEY NOT NULL,
  \`checksum\` VARCHAR(64) NOT NULL,
  \`finished_at\` DATETIME(3),
  \`migration_name\` VARCHAR(255) NOT NULL,
  \`logs\` TEXT,
  \`rolled_back_at\` DATETIME(3),
  \`started_at\` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
  \`applied_steps_count\` INTEGER UNSIGNED NOT NULL DEFAULT 0
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`;

type HistoryRow = {
  migration_name: string;
  checksum: string;
  finished_at: Date | null;
  applied_steps_count: number;
};

/** MySQL commits each DDL statement by itself, so progress is recorded by statement and a broken run goes on from there. */
export async function openMysqlMigrationStore(
  url: string,
  options: DatabaseOptions,
  retry: RetryOptions,
): Promise<MigrationStore> {
  const address = mysqlAddress(url);
  const connection = await connectWithRetry(
    () => mariadb.createConnection({ ...address, timezone: "Z", connectTimeout: options.connectTimeoutMs }),
    retry,
  );
  // GET_LOCK names belong to the server, not to the database, and hold 64 characters.
  const lockName = `migrate_${createHash("sha256")
    .update(address.database ?? "")
    .digest("hex")
    .slice(0, 32)}`;

  async function setSteps(name: string, stepCount: number): Promise<void> {
    await connection.query(`UPDATE \`${HISTORY_TABLE}\` SET applied_steps_count = ? WHERE migration_name = ?`, [
      stepCount,
      name,
    ]);
  }

  return {
    engine: "mysql",

    async exclusively(work) {
      const [row] = await connection.query<{ ok: bigint | number | null }[]>("SELECT GET_LOCK(?, ?) AS ok", [
        lockName,
        LOCK_WAIT_MS / 1_000,
      ]);
      if (Number(row?.ok ?? 0) !== 1) throw new Error("Another process has been migrating this database for too long.");
      try {
        await connection.query(CREATE_HISTORY);
        return await work();
      } finally {
        await connection.query("DO RELEASE_LOCK(?)", [lockName]);
      }
    },

    async applied() {
      const rows = await connection.query<HistoryRow[]>(
        `SELECT migration_name, checksum, finished_at, applied_steps_count FROM \`${HISTORY_TABLE}\`
         WHERE rolled_back_at IS NULL ORDER BY migration_name`,
      );
      return rows.map((row) => ({
        name: row.migration_name,
        checksum: row.checksum,
        isFinished: row.finished_at !== null,
        stepCount: Number(row.applied_steps_count),
      }));
    },

    async up({ name, checksum, sql }, fromStep) {
      if (fromStep === 0) {
        await connection.query(`DELETE FROM \`${HISTORY_TABLE}\` WHERE migration_name = ?`, [name]);
        await connection.query(`INSERT INTO \`${HISTORY_TABLE}\` (id, checksum, migration_name) VALUES (?, ?, ?)`, [
          randomUUID(),
          checksum,
          name,
        ]);
      }
      for (const [index, statement] of splitStatements(sql).entries()) {
        if (index < fromStep) continue;
        await connection.query(statement);
        await setSteps(name, index + 1);
      }
      await connection.query(
        `UPDATE \`${HISTORY_TABLE}\` SET finished_at = CURRENT_TIMESTAMP(3) WHERE migration_name = ?`,
        [name],
      );
    },

    async down({ name, sql }) {
      for (const statement of splitStatements(sql)) await connection.query(statement);
      await connection.query(`DELETE FROM \`${HISTORY_TABLE}\` WHERE migration_name = ?`, [name]);
    },

    async close() {
      await connection.end();
    },
  };
}
