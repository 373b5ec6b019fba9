import type { ReadStore } from "@/server/kernel/database/read-store";
import { ReadTimeoutError } from "@/server/kernel/database/read-timeout";
import { asNumber } from "@/server/kernel/database/sql-values";
import { monthOf } from "@/server/usage/storage/months";
import type { RetentionTable } from "./classes";
import { dayStart } from "./cutoff";
import { ageAt, ageColumn, heldRows, rangeCondition, Statement, timeOfAge, whereParts } from "./table-sql";

const DAY_MS = 86_400_000;

/** One piece of a table that is removed in one go. `rows`: how many there are, held ones too; null where time ran out. */
export type Slice = { from: Date; to: Date; rows: number | null };

export type Counted = {
  slices: Slice[];
  /** Rows that go, those on hold left out. */
  rows: number;
  /** Time ran out: there are more. */
  isAtLeast: boolean;
  oldest: Date | null;
};

export type CountInput = { table: RetentionTable; cutoff: Date; deadlineMs: number };

/**
 * What of a table goes: exactly, by its index, piece by piece from the oldest on. At the deadline (`performance.now()`) it
 * stops counting and answers what it has, and the pieces that are left without their numbers.
 */
export async function countOld(store: ReadStore, { table, cutoff, deadlineMs }: CountInput): Promise<Counted> {
  const slices: Slice[] = [];
  let rows = 0;
  let oldest: Date | null = null;
  for (let from = await nextAge(store, { table, cutoff, from: null, to: cutoff }); from !== null && from < cutoff; ) {
    oldest ??= from;
    const slice = { from: dayStart(from), to: sliceEnd(table, from, cutoff) };
    const counted = await countSlice(store, { table, cutoff, slice, deadlineMs });
    slices.push({ ...slice, rows: counted });
    rows += counted ?? 0;
    from = slice.to < cutoff ? await nextAge(store, { table, cutoff, from: slice.to, to: cutoff }) : null;
  }
  const isPartial = slices.some((slice) => slice.rows === null);
  const held = await countHeld(store, { table, cutoff, deadlineMs });
  return { slices, rows: Math.max(0, rows - (held ?? 0)), isAtLeast: isPartial, oldest };
}

/** A whole month where the cutoff lies behind it, else a day; all of it where the table is not cut. */
function sliceEnd(table: RetentionTable, from: Date, cutoff: Date): Date {
  if (!table.isSliced) return cutoff;
  const month = monthOf(from);
  if (month.to <= cutoff) return month.to;
  return new Date(dayStart(from).getTime() + DAY_MS);
}

type NextInput = { table: RetentionTable; cutoff: Date; from: Date | null; to: Date };

/** The age of the oldest row of a range; null when it has none. One that no id says counts as the oldest there can be. */
export async function nextAge(store: ReadStore, { table, cutoff, from, to }: NextInput): Promise<Date | null> {
  const statement = new Statement(store.dialect);
  const column = ageColumn(table);
  const condition = rangeCondition(statement, table, { from, to, cutoff });
  const [row] = await store.query(
    `SELECT ${column} AS age FROM ${table.table} WHERE ${condition} ORDER BY ${column} LIMIT 1`,
    statement.values,
  );
  return row === undefined ? null : (timeOfAge(table.age, row.age) ?? new Date(0));
}

type SliceInput = CountInput & { slice: { from: Date; to: Date } };

async function countSlice(store: ReadStore, { table, cutoff, slice, deadlineMs }: SliceInput): Promise<number | null> {
  const statement = new Statement(store.dialect);
  const condition = rangeCondition(statement, table, { ...slice, cutoff });
  return countWithin(store, { sql: `${table.table} WHERE ${condition}`, values: statement.values, deadlineMs });
}

/** Rows of a piece that are there now, held ones too. */
export async function countRows(store: ReadStore, input: Omit<SliceInput, "deadlineMs">): Promise<number> {
  return (await countSlice(store, { ...input, deadlineMs: Number.POSITIVE_INFINITY })) ?? 0;
}

async function countHeld(store: ReadStore, { table, cutoff, deadlineMs }: CountInput): Promise<number | null> {
  const held = heldRows(table);
  if (held === null) return 0;
  const [someone] = await store.query("SELECT 1 AS one FROM users WHERE legal_hold_at IS NOT NULL LIMIT 1");
  if (someone === undefined) return 0;
  const statement = new Statement(store.dialect);
  const column = ageColumn(table);
  const parts = [`${column} < ${statement.value(ageAt(table.age, cutoff))}`, ...whereParts(statement, table, cutoff)];
  return countWithin(store, { sql: `${held} AND ${parts.join(" AND ")}`, values: statement.values, deadlineMs });
}

type Count = { sql: string; values: readonly unknown[]; deadlineMs: number };

async function countWithin(store: ReadStore, { sql, values, deadlineMs }: Count): Promise<number | null> {
  const leftMs = deadlineMs - performance.now();
  if (leftMs <= 0) return null;
  try {
    const options = Number.isFinite(leftMs) ? { timeoutMs: leftMs } : {};
    const [row] = await store.query(`SELECT count(*) AS total FROM ${sql}`, values, options);
    return asNumber(row?.total);
  } catch (error) {
    if (error instanceof ReadTimeoutError) return null;
    throw error;
  }
}
