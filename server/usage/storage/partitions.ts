import { type DatabaseOptions, databaseOptions } from "@/server/kernel/database/options";
import { openSqlStore, type SqlExecutor, type SqlStore } from "@/server/kernel/database/sql";
import { monthOf } from "./months";
import { dropMysqlPartition, ensureMysqlPartitions, listMysqlPartitions } from "./mysql-partitions";
import { dropPostgresqlPartition, ensurePostgresqlPartitions, listPostgresqlPartitions } from "./postgresql-partitions";

/** The tables that are cut into months by the time in their ids, and the column that says it (prisma/storage.json). */
export const PARTITIONED = { logs: "id", attempts: "request_id" } as const;
export type PartitionedTable = keyof typeof PARTITIONED;

/** A part of a table: ids from `fromId` (none: from the beginning) up to `toId`. What fits no part lies in a last one. */
export type Partition = { name: string; fromId: string | null; toId: string };

/** How many months ahead there is always a place ready. */
const MONTHS_AHEAD = 2;

export type EnsureInput = {
  url: string;
  options?: DatabaseOptions;
  now: Date;
  /** Months before this one that get a partition too, for rows that are about to be imported. */
  monthsBack?: number;
  /**
   * Whether rows that lie where a partition belongs are moved however many they are. Only before anything is served:
   * moving many keeps writers waiting. Otherwise they stay where they are, and the next start moves them.
   */
  mayTakeLong?: boolean;
};

/**
 * Makes the partitions of logs and attempts for this month and the next two; those that are there are left alone. Several
 * nodes may do it at once: one works, the others wait for it and find it done. Out: the names of those made now, none on
 * SQLite, which keeps one table.
 */
export async function ensurePartitions(input: EnsureInput): Promise<string[]> {
  const { url, now, monthsBack = 0, mayTakeLong = false, options = databaseOptions() } = input;
  if (url.startsWith("file:")) return [];
  const count = monthsBack + 1 + MONTHS_AHEAD;
  const months = Array.from({ length: count }, (_, index) => monthOf(now, index - monthsBack));
  // One connection of its own, whose statements may take as long as it needs.
  const store = openSqlStore({ url, options: { ...options, poolMax: 1, statementTimeoutMs: 0 } });
  try {
    const ensure = store.engine === "postgresql" ? ensurePostgresqlPartitions : ensureMysqlPartitions;
    return await ensure(store, months, mayTakeLong);
  } finally {
    await store.close();
  }
}

/** The partitions of a table, oldest first; none on SQLite. The last one, for all other rows, is not among them. */
export async function listPartitions(store: SqlStore, table: PartitionedTable): Promise<Partition[]> {
  switch (store.engine) {
    case "sqlite":
      return [];
    case "postgresql":
      return listPostgresqlPartitions(store, table);
    case "mysql":
      return listMysqlPartitions(store, table);
  }
}

/**
 * Drops one partition with all its rows, in a moment whatever their number, unless somebody uses the table for so long
 * that writers would have to wait behind it, or `isRefused` says no under the lock. Out: whether it is gone.
 */
export async function dropPartition(
  store: SqlStore,
  input: { table: PartitionedTable; partition: Partition; isRefused: (tx: SqlExecutor) => Promise<boolean> },
): Promise<boolean> {
  if (store.engine === "sqlite") return false;
  return store.engine === "postgresql" ? dropPostgresqlPartition(store, input) : dropMysqlPartition(store, input);
}

/**
 * The partition that ends where a month does, or null. On MySQL, once those before it were dropped, it is also the place
 * of what is older.
 */
export function partitionEndingWith(partitions: readonly Partition[], toId: string): Partition | null {
  return partitions.find((partition) => partition.toId === toId) ?? null;
}
