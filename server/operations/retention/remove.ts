import { setTimeout as sleep } from "node:timers/promises";
import type { ReadStore } from "@/server/kernel/database/read-store";
import type { SqlStore } from "@/server/kernel/database/sql";
import type { RetentionTable } from "./classes";
import { nextAge } from "./count";
import { ageAt, ageColumn, heldCondition, rangeCondition, Statement, whereParts } from "./table-sql";

const HOUR_MS = 3_600_000;
const ROWS_MAX = 1_000;
const ROWS_MIN = 10;
const ROWS_FIRST = 100;
/** How long one batch may keep others from writing. On SQLite there is one writer, and the gateway's is another process. */
const BATCH_MS = { sqlite: 10, postgresql: 50, mysql: 50 } as const;

export type Removal = {
  table: RetentionTable;
  from: Date;
  to: Date;
  /** Where the whole class is cut. */
  cutoff: Date;
  /** Asked before each batch; false stops in peace. */
  mayGoOn: () => boolean;
};

export type Stores = { writes: SqlStore; reads: ReadStore };

/**
 * Removes the rows of a piece in small batches, the oldest first, those on legal hold left out: each batch asks anew. Gives
 * others as much time between two batches as a batch takes. Out: how many rows went, and whether all did.
 */
export async function removeRows(stores: Stores, removal: Removal): Promise<{ removed: number; isDone: boolean }> {
  const pace = new Pace(stores.writes.engine, removal.table.batchMax ?? ROWS_MAX);
  return removal.table.isCrowded ? removeHours(stores, removal, pace) : removeSteps(stores, removal, pace);
}

/** Batches as big as they may be, learned from how long the last one took. */
class Pace {
  rows: number;
  readonly #max: number;
  readonly #targetMs: number;

  constructor(engine: keyof typeof BATCH_MS, max: number) {
    this.#max = max;
    this.rows = Math.min(ROWS_FIRST, max);
    this.#targetMs = BATCH_MS[engine];
  }

  async run<T>(batch: () => Promise<T>): Promise<T> {
    const startedMs = performance.now();
    const result = await batch();
    const tookMs = performance.now() - startedMs;
    const wanted = Math.round(this.rows * Math.min(2, Math.max(0.25, this.#targetMs / Math.max(tookMs, 0.1))));
    this.rows = Math.max(Math.min(ROWS_MIN, this.#max), Math.min(this.#max, wanted));
    await sleep(Math.max(1, tookMs));
    return result;
  }
}

/** From boundary to boundary: a batch is a range of the index, and what is held lies behind it for good. */
async function removeSteps({ writes, reads }: Stores, removal: Removal, pace: Pace) {
  let removed = 0;
  // Rows before the piece's own beginning have no place of their own: the first piece takes them too.
  let after: unknown = null;
  for (;;) {
    if (!removal.mayGoOn()) return { removed, isDone: false };
    const last = await boundary(reads, removal, { after, rows: pace.rows });
    removed += await pace.run(() => removeUpTo(writes, removal, { after, last }));
    if (last === null) return { removed, isDone: true };
    after = last;
  }
}

/** The age of the n-th row to go; null when there are fewer. */
async function boundary(
  store: ReadStore,
  { table, from, to, cutoff }: Removal,
  { after, rows }: { after: unknown; rows: number },
): Promise<unknown> {
  const statement = new Statement(store.dialect);
  const column = ageColumn(table);
  const parts = [rangeCondition(statement, table, { from, to, cutoff })];
  if (after !== null) parts.push(`${column} > ${statement.value(after)}`);
  const [row] = await store.query(
    `SELECT ${column} AS age FROM ${table.table} WHERE ${parts.join(" AND ")} ORDER BY ${column} LIMIT 1 OFFSET ${rows - 1}`,
    statement.values,
  );
  return row?.age ?? null;
}

async function removeUpTo(
  store: SqlStore,
  { table, from, to, cutoff }: Removal,
  { after, last }: { after: unknown; last: unknown },
): Promise<number> {
  const statement = new Statement(store.dialect);
  const column = ageColumn(table);
  const held = heldCondition(table);
  const parts = [
    after === null
      ? `${column} >= ${statement.value(ageAt(table.age, from))}`
      : `${column} > ${statement.value(after)}`,
    last === null ? `${column} < ${statement.value(ageAt(table.age, to))}` : `${column} <= ${statement.value(last)}`,
    ...whereParts(statement, table, cutoff),
    ...(held === null ? [] : [`NOT ${held}`]),
  ];
  const { affected } = await store.query(`DELETE FROM ${table.table} WHERE ${parts.join(" AND ")}`, statement.values);
  return affected;
}

/** Hour by hour, each in as many batches as it takes: all its rows are of the same instant. */
async function removeHours({ writes, reads }: Stores, removal: Removal, pace: Pace) {
  let removed = 0;
  let from = removal.from;
  for (;;) {
    const hour = await nextAge(reads, { ...removal, from });
    if (hour === null) return { removed, isDone: true };
    from = new Date(hour.getTime() + HOUR_MS);
    for (;;) {
      if (!removal.mayGoOn()) return { removed, isDone: false };
      const { rows } = pace;
      const gone = await pace.run(() => removeSome(writes, removal, { at: hour, rows }));
      removed += gone;
      if (gone < rows) break;
    }
  }
}

const ROW = { sqlite: "rowid", postgresql: "ctid" } as const;

async function removeSome(
  store: SqlStore,
  { table }: Removal,
  { at, rows }: { at: Date; rows: number },
): Promise<number> {
  const statement = new Statement(store.dialect);
  const held = heldCondition(table);
  const parts = [`${ageColumn(table)} = ${statement.value(at)}`, ...(held === null ? [] : [`NOT ${held}`])];
  const some = `FROM ${table.table} WHERE ${parts.join(" AND ")} LIMIT ${rows}`;
  if (store.engine === "mysql") return (await store.query(`DELETE ${some}`, statement.values)).affected;
  const row = ROW[store.engine];
  const found = store.engine === "sqlite" ? `IN (SELECT ${row} ${some})` : `= ANY(ARRAY(SELECT ${row} ${some}))`;
  const { affected } = await store.query(`DELETE FROM ${table.table} WHERE ${row} ${found}`, statement.values);
  return affected;
}
