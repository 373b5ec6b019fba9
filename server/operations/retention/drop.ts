import type { SqlExecutor, SqlStore } from "@/server/kernel/database/sql";
import { idBounds, monthOf } from "@/server/usage/storage/months";
import {
  dropPartition,
  listPartitions,
  PARTITIONED,
  type PartitionedTable,
  partitionEndingWith,
} from "@/server/usage/storage/partitions";

type Drop = { table: PartitionedTable; from: Date; to: Date };

/**
 * Drops the partition of a piece that is a whole month, if nobody is on legal hold. Out: whether all rows of the piece are
 * gone with it; false means that they have to be removed one by one.
 */
export async function dropMonth(store: SqlStore, { table, from, to }: Drop): Promise<boolean> {
  const month = monthOf(from);
  if (from > month.from || to < month.to) return false;
  const partition = partitionEndingWith(await listPartitions(store, table), idBounds(month).toId);
  if (partition === null) return false;
  if (!(await dropPartition(store, { table, partition, isRefused: isAnybodyHeld }))) return false;
  // Rows that were logged before the partition was made lie elsewhere.
  return isEmpty(store, store, { table, ...idBounds({ from, to }) });
}

/** Drops the partitions that a removal has left empty behind it. */
export async function dropPassedPartitions(store: SqlStore, { table, to }: Omit<Drop, "from">): Promise<void> {
  const passedId = idBounds(monthOf(to)).fromId;
  for (const partition of await listPartitions(store, table)) {
    if (partition.toId > passedId) return;
    const isRefused = async (tx: SqlExecutor) => !(await isEmpty(store, tx, { table, ...partition }));
    await dropPartition(store, { table, partition, isRefused });
  }
}

async function isAnybodyHeld(tx: SqlExecutor): Promise<boolean> {
  const { rows } = await tx.query("SELECT 1 AS one FROM users WHERE legal_hold_at IS NOT NULL LIMIT 1");
  return rows.length > 0;
}

type Part = { table: PartitionedTable; fromId: string | null; toId: string };

async function isEmpty({ dialect }: SqlStore, tx: SqlExecutor, { table, fromId, toId }: Part): Promise<boolean> {
  const column = PARTITIONED[table];
  const lower = fromId === null ? "" : ` AND ${column} >= ${dialect.placeholder(1)}`;
  const { rows } = await tx.query(
    `SELECT 1 AS one FROM ${table} WHERE ${column} < ${dialect.placeholder(0)}${lower} LIMIT 1`,
    fromId === null ? [toId] : [toId, fromId],
  );
  return rows.length === 0;
}
