import type { ReadStore } from "@/server/kernel/database/read-store";
import { asNumber, asText } from "@/server/kernel/database/sql-values";
import type { Connections, EngineHealth, LockWait } from "./health";
import { readable, withoutValues } from "./readable";

const TABLES = `
  SELECT table_name AS name, table_rows AS row_count, data_length AS data_bytes, index_length AS index_bytes
  FROM information_schema.tables WHERE table_schema = database() AND table_type = 'BASE TABLE'`;

const LOCK_WAITS = `
  SELECT trx_mysql_thread_id AS waiter, coalesce(trx_query, '') AS statement,
    TIMESTAMPDIFF(MICROSECOND, trx_wait_started, CURRENT_TIMESTAMP(6)) / 1000 AS waited_ms
  FROM information_schema.innodb_trx WHERE trx_state = 'LOCK WAIT' ORDER BY trx_wait_started LIMIT 50`;

/** What a MySQL or MariaDB server says of this database. It does not tell how many rows are dead. */
export async function readMysqlHealth(store: ReadStore): Promise<EngineHealth> {
  const [facts] = await store.query("SELECT version() AS version");
  const rows = await store.query(TABLES);
  const tables = rows.map((row) => ({
    name: asText(row.name),
    rowCount: asNumber(row.row_count ?? 0),
    dataBytes: asNumber(row.data_bytes ?? 0),
    indexBytes: asNumber(row.index_bytes ?? 0),
    deadRowCount: null,
    analyzedAt: null,
  }));
  return {
    version: asText(facts?.version),
    sizeBytes: tables.reduce((sum, table) => sum + table.dataBytes + table.indexBytes, 0),
    tables,
    connections: await readable(() => readConnections(store)),
    lockWaits: await readable(() => readLockWaits(store)),
    cacheHitShare: await readable(() => readCacheHitShare(store)),
    file: null,
  };
}

async function readStatus(store: ReadStore, names: readonly string[]): Promise<Map<string, number>> {
  const quoted = names.map(() => "?").join(", ");
  const rows = await store.query(`SHOW GLOBAL STATUS WHERE variable_name IN (${quoted})`, names);
  return new Map(rows.map((row) => [asText(row.Variable_name).toLowerCase(), asNumber(row.Value)]));
}

async function readConnections(store: ReadStore): Promise<Connections> {
  const status = await readStatus(store, ["Threads_connected", "Threads_running"]);
  const [row] = await store.query("SELECT @@max_connections AS max");
  return {
    used: status.get("threads_connected") ?? 0,
    max: asNumber(row?.max),
    running: status.get("threads_running") ?? 0,
    idleInTransaction: null,
  };
}

async function readLockWaits(store: ReadStore): Promise<LockWait[]> {
  const rows = await store.query(LOCK_WAITS);
  return rows.map((row) => ({
    waiter: String(asNumber(row.waiter)),
    blockedBy: "",
    waitedMs: Math.max(0, Math.round(asNumber(row.waited_ms ?? 0))),
    statement: withoutValues(asText(row.statement)),
  }));
}

async function readCacheHitShare(store: ReadStore): Promise<number> {
  const status = await readStatus(store, ["Innodb_buffer_pool_read_requests", "Innodb_buffer_pool_reads"]);
  const [asked, missed] = [
    status.get("innodb_buffer_pool_read_requests") ?? 0,
    status.get("innodb_buffer_pool_reads") ?? 0,
  ];
  return asked === 0 ? 1 : Math.max(0, 1 - missed / asked);
}
