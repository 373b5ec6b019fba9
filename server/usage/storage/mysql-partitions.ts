import { driverCode } from "@/server/kernel/database/connect";
import type { SqlExecutor, SqlStore } from "@/server/kernel/database/sql";
import { asNumber, asText } from "@/server/kernel/database/sql-values";
import { logger } from "@/server/kernel/logger";
import { idBounds, type Month, monthDigits } from "./months";
import type { Partition, PartitionedTable } from "./partitions";

const LOCK_WAIT_SECONDS = 600;
/** Whoever waits for a table's lock makes all others wait behind it. */
const TABLE_LOCK_WAIT_SECONDS = 2;
/** So many rows are moved in a moment; more are left for the next start. */
const MOVED_WHILE_SERVING_MAX = 20_000;
const LOCK_TIMEOUT = "ER_LOCK_WAIT_TIMEOUT";
/** As MariaDB's driver and as MySQL's manual call it. */
const GONE = new Set(["ER_PARTITION_DOES_NOT_EXIST", "ER_DROP_PARTITION_NON_EXISTENT"]);

/** Cuts the months that are missing off the last partition, which has whatever is newer than the newest month. */
export async function ensureMysqlPartitions(
  store: SqlStore,
  months: readonly Month[],
  mayTakeLong: boolean,
): Promise<string[]> {
  // A transaction only in name: it keeps the statements, the lock's among them, on one connection.
  return store.transaction(async (tx) => {
    const { rows } = await tx.query("SELECT GET_LOCK(CONCAT('partitions_', MD5(DATABASE())), ?) AS is_held", [
      LOCK_WAIT_SECONDS,
    ]);
    if (Number(rows[0]?.is_held ?? 0) !== 1) throw new Error("Another process has been cutting the logs for too long.");
    try {
      const made: string[] = [];
      for (const table of ["logs", "attempts"] as const)
        made.push(...(await ensureTable(tx, { table, months, mayTakeLong })));
      return made;
    } finally {
      await tx.query("DO RELEASE_LOCK(CONCAT('partitions_', MD5(DATABASE())))");
    }
  });
}

type Wanted = { table: PartitionedTable; months: readonly Month[]; mayTakeLong: boolean };

async function ensureTable(tx: SqlExecutor, { table, months, mayTakeLong }: Wanted): Promise<string[]> {
  const there = await listMysqlPartitions(tx, table);
  const newest = there.at(-1)?.toId ?? "";
  const missing = months.filter((month) => idBounds(month).toId > newest);
  const [first] = missing;
  if (!first) return [];
  if (!mayTakeLong && (await hasManyRest(tx, table))) {
    logger.warn({ table }, "rows of this month stay in the last partition until the next start");
    return [];
  }
  // What is older than the first month ever must not lie in its partition, or it would go with it one day.
  const before = there.length === 0 ? [`PARTITION p000000 VALUES LESS THAN ('${idBounds(first).fromId}')`] : [];
  const cut = missing.map((month) => `PARTITION p${monthDigits(month)} VALUES LESS THAN ('${idBounds(month).toId}')`);
  await tx.query(
    `ALTER TABLE ${table} REORGANIZE PARTITION rest INTO (
       ${[...before, ...cut].join(", ")}, PARTITION rest VALUES LESS THAN (MAXVALUE))`,
  );
  return missing.map((month) => `${table}_p${monthDigits(month)}`);
}

async function hasManyRest(tx: SqlExecutor, table: PartitionedTable): Promise<boolean> {
  const { rows } = await tx.query(`SELECT 1 FROM ${table} PARTITION (rest) LIMIT ${MOVED_WHILE_SERVING_MAX + 1}`);
  return rows.length > MOVED_WHILE_SERVING_MAX;
}

/** Each begins where the one before it ends; only those of a month are told, not the one for all that is older. */
export async function listMysqlPartitions(store: SqlExecutor, table: PartitionedTable): Promise<Partition[]> {
  const { rows } = await store.query(
    `SELECT partition_name AS name, partition_description AS bound FROM information_schema.partitions
     WHERE table_schema = DATABASE() AND table_name = ? AND partition_name <> 'rest' ORDER BY partition_ordinal_position`,
    [table],
  );
  let fromId: string | null = null;
  return rows.map((row) => {
    const partition: Partition = { name: asText(row.name), fromId, toId: asText(row.bound).replaceAll("'", "") };
    fromId = partition.toId;
    return partition;
  });
}

type Drop = {
  table: PartitionedTable;
  partition: Partition;
  isRefused: (tx: SqlExecutor) => Promise<boolean>;
};

export async function dropMysqlPartition(store: SqlStore, { table, partition, isRefused }: Drop): Promise<boolean> {
  // One for all that is older stays, so that every partition goes on beginning where its month does.
  if (partition.name === "p000000") return false;
  try {
    return await store.transaction(async (tx) => {
      if (await isRefused(tx)) return false;
      const { rows } = await tx.query("SELECT @@lock_wait_timeout AS seconds");
      await tx.query(`SET SESSION lock_wait_timeout = ${TABLE_LOCK_WAIT_SECONDS}`);
      try {
        await tx.query(`ALTER TABLE ${table} DROP PARTITION ${partition.name}`);
      } finally {
        await tx.query(`SET SESSION lock_wait_timeout = ${asNumber(rows[0]?.seconds)}`);
      }
      return true;
    });
  } catch (error) {
    if (driverCode(error) === LOCK_TIMEOUT || GONE.has(driverCode(error))) return false;
    throw error;
  }
}
