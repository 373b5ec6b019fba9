import { setTimeout as sleep } from "node:timers/promises";
import { driverCode } from "@/server/kernel/database/connect";
import type { SqlExecutor, SqlStore, SqlTransaction } from "@/server/kernel/database/sql";
import { asText } from "@/server/kernel/database/sql-values";
import { logger } from "@/server/kernel/logger";
import { idBounds, type Month, monthDigits } from "./months";
import type { Partition, PartitionedTable } from "./partitions";

/** Any constant will do, as long as every node uses the same. */
const LOCK_KEY = 7_172_846_120_456;
/** Whoever waits for a table's lock makes all others wait behind it: so long at most, then it is tried again. */
const LOCK_WAIT_MS = 1_000;
const ATTEMPTS_MAX = 20;
const PAUSE_MS = 500;
/** So many rows are moved in a moment; more are left for the next start. */
const MOVED_WHILE_SERVING_MAX = 20_000;

const COLUMNS = { logs: "id", attempts: "request_id" } as const satisfies Record<PartitionedTable, string>;

/** lock_not_available, deadlock_detected, and check_violation: a row came into the last partition meanwhile. */
const RETRIED_CODES = new Set(["55P03", "40P01", "23514"]);

export async function ensurePostgresqlPartitions(
  store: SqlStore,
  months: readonly Month[],
  mayTakeLong: boolean,
): Promise<string[]> {
  const made: string[] = [];
  for (const table of ["logs", "attempts"] as const) {
    for (const month of months) {
      const name = `${table}_p${monthDigits(month)}`;
      if (await patiently(() => store.transaction((tx) => ensureOne(tx, { table, month, name, mayTakeLong })))) {
        made.push(name);
      }
    }
  }
  return made;
}

type Wanted = { table: PartitionedTable; month: Month; name: string; mayTakeLong: boolean };

async function ensureOne(tx: SqlTransaction, { table, month, name, mayTakeLong }: Wanted): Promise<boolean> {
  await tx.query("SELECT pg_advisory_xact_lock($1)", [LOCK_KEY]);
  const { rows } = await tx.query("SELECT to_regclass($1) IS NOT NULL AS is_there", [name]);
  if (rows[0]?.is_there === true) return false;
  await tx.query(`SET LOCAL lock_timeout = ${LOCK_WAIT_MS}`);
  const { fromId, toId } = idBounds(month);
  const inMonth = `"${COLUMNS[table]}" >= '${fromId}' AND "${COLUMNS[table]}" < '${toId}'`;
  const rest = `"${table}_rest"`;
  if (!mayTakeLong && (await hasMoreThan(tx, `${rest} WHERE ${inMonth}`, MOVED_WHILE_SERVING_MAX))) {
    logger.warn({ partition: name }, "rows of this month stay in the last partition until the next start");
    return false;
  }
  // Whoever inserts waits before it has chosen a partition: a row on its way to the last one would be refused there.
  await tx.query(`LOCK TABLE ONLY "${table}" IN SHARE ROW EXCLUSIVE MODE`);
  await tx.query(`CREATE TABLE "${name}" (LIKE "${table}" INCLUDING ALL)`);
  await tx.query(
    `WITH moved AS (DELETE FROM ${rest} WHERE ${inMonth} RETURNING *) INSERT INTO "${name}" SELECT * FROM moved`,
  );
  // Attaching has to know that the last partition has none of these rows: told, it need not look through all of them.
  await tx.query(`ALTER TABLE ${rest} ADD CONSTRAINT "${name}_elsewhere" CHECK (NOT (${inMonth})) NOT VALID`);
  await tx.query(`ALTER TABLE ${rest} VALIDATE CONSTRAINT "${name}_elsewhere"`);
  await tx.query(`ALTER TABLE "${table}" ATTACH PARTITION "${name}" FOR VALUES FROM ('${fromId}') TO ('${toId}')`);
  await tx.query(`ALTER TABLE ${rest} DROP CONSTRAINT "${name}_elsewhere"`);
  return true;
}

async function hasMoreThan(tx: SqlExecutor, from: string, max: number): Promise<boolean> {
  const { rows } = await tx.query(`SELECT 1 AS one FROM ${from} LIMIT ${max + 1}`);
  return rows.length > max;
}

async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt >= ATTEMPTS_MAX || !RETRIED_CODES.has(driverCode(error))) throw error;
    }
    await sleep(PAUSE_MS);
  }
}

const BOUND = /FROM \('(\w+)'\) TO \('(\w+)'\)/;

export async function listPostgresqlPartitions(store: SqlExecutor, table: PartitionedTable): Promise<Partition[]> {
  const { rows } = await store.query(
    `SELECT child.relname AS name, pg_get_expr(child.relpartbound, child.oid) AS bound
     FROM pg_inherits JOIN pg_class child ON child.oid = inhrelid
     WHERE inhparent = to_regclass($1) ORDER BY child.relname COLLATE "C"`,
    [table],
  );
  return rows.flatMap((row) => {
    const [, fromId, toId] = BOUND.exec(asText(row.bound)) ?? [];
    return fromId === undefined || toId === undefined ? [] : [{ name: asText(row.name), fromId, toId }];
  });
}

type Drop = { partition: Partition; isRefused: (tx: SqlExecutor) => Promise<boolean> };

export async function dropPostgresqlPartition(store: SqlStore, { partition, isRefused }: Drop): Promise<boolean> {
  try {
    return await store.transaction(async (tx) => {
      await tx.query(`SET LOCAL lock_timeout = ${LOCK_WAIT_MS}`);
      if (await isRefused(tx)) return false;
      await tx.query(`DROP TABLE "${partition.name}"`);
      return true;
    });
  } catch (error) {
    // Busy, or another node was quicker (undefined_table).
    if (RETRIED_CODES.has(driverCode(error)) || driverCode(error) === "42P01") return false;
    throw error;
  }
}
