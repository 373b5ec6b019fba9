import type { ReadStore } from "@/server/kernel/database/read-store";
import { asTime } from "@/server/kernel/database/sql-values";
import { timeOfId } from "@/server/usage/log/query/position";

/** The tables that grow, and the column whose least value an index gives at once. Ids begin with their time. */
const FIRST_COLUMN = {
  logs: "id",
  attempts: "request_id",
  log_bodies: "request_id",
  usage_hours: "hour_at",
  usage_days: "day_at",
  traffic_hours: "hour_at",
  traffic_days: "day_at",
  latency_hours: "hour_at",
  latency_days: "day_at",
  usage_tops: "day_at",
  ledger_entries: "created_at",
  audit_events: "created_at",
  jobs: "created_at",
  users: "created_at",
  tokens: "created_at",
  sessions: "id",
  channel_tests: "id",
  payment_orders: "id",
  payment_events: "id",
} as const;

/** When the oldest row of each growing table was made. */
export async function readOldest(store: ReadStore, tables: readonly string[]): Promise<Map<string, Date>> {
  const oldest = new Map<string, Date>();
  for (const [table, column] of Object.entries(FIRST_COLUMN)) {
    if (!tables.includes(table)) continue;
    const [row] = await store.query(`SELECT min(${column}) AS first FROM ${store.dialect.quote(table)}`);
    const first = row?.first ?? null;
    if (first !== null) oldest.set(table, column.endsWith("id") ? new Date(timeOfId(String(first))) : asTime(first));
  }
  return oldest;
}
