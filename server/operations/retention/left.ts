import type { ServiceContext } from "@/server/kernel/context";
import { readStoreOf } from "@/server/kernel/database/read-store";
import { CLASSES, type RetentionTable } from "./classes";
import { ageAt, ageColumn, heldCondition, Statement } from "./table-sql";

const PARTS_OF_LOGS = ["bodies", "attempts"];

/** Whether attempts or bodies of requests before an instant are still there: their rows go first, or not at all. */
export async function hasPartsLeft(ctx: ServiceContext, to: Date): Promise<boolean> {
  const parts = CLASSES.filter(({ name }) => PARTS_OF_LOGS.includes(name)).flatMap(({ tables }) => tables);
  const left = await Promise.all(parts.map((table) => hasRows(ctx, table, to)));
  return left.some(Boolean);
}

async function hasRows(ctx: ServiceContext, table: RetentionTable, to: Date): Promise<boolean> {
  const store = readStoreOf(ctx.db);
  const statement = new Statement(store.dialect);
  const column = ageColumn(table);
  const condition = `${column} < ${statement.value(ageAt(table.age, to))} AND NOT ${heldCondition(table) ?? "FALSE"}`;
  const rows = await store.query(`SELECT 1 AS one FROM ${table.table} WHERE ${condition} LIMIT 1`, statement.values);
  return rows.length > 0;
}
