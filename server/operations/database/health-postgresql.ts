import type { ReadStore } from "@/server/kernel/database/read-store";
import { asNumber, asText, asTime, orNull } from "@/server/kernel/database/sql-values";
import type { Connections, EngineHealth, LockWait } from "./health";
import { readable, withoutValues } from "./readable";

/** Partitions are counted with the table they are part of. */
const TABLES = `
  SELECT coalesce(p.inhparent, c.oid)::regclass::text AS name,
    sum(greatest(c.reltuples, 0)) AS row_count,
    sum(pg_table_size(c.oid)) AS data_bytes,
    sum(pg_indexes_size(c.oid)) AS index_bytes,
    sum(coalesce(s.n_dead_tup, 0)) AS dead_row_count,
    max(greatest(s.last_analyze, s.last_autoanalyze)) AS analyzed_at
  FROM pg_class c
  LEFT JOIN pg_inherits p ON p.inhrelid = c.oid
  LEFT JOIN pg_stat_user_tables s ON s.relid = c.oid
  WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace
  GROUP BY 1`;

const CONNECTIONS = `
  SELECT count(*) AS used, current_setting('max_connections') AS max,
    count(*) FILTER (WHERE state = 'active') AS running,
    count(*) FILTER (WHERE state LIKE 'idle in transaction%') AS idle_in_transaction
  FROM pg_stat_activity WHERE backend_type = 'client backend'`;

const LOCK_WAITS = `
  SELECT pid::text AS waiter, array_to_string(pg_blocking_pids(pid), ', ') AS blocked_by,
    extract(epoch FROM clock_timestamp() - query_start) * 1000 AS waited_ms, query AS statement
  FROM pg_stat_activity
  WHERE datname = current_database() AND wait_event_type = 'Lock'
  ORDER BY query_start LIMIT 50`;

const CACHE = `
  SELECT blks_hit, blks_read FROM pg_stat_database WHERE datname = current_database()`;

/** What a PostgreSQL server says of this database. */
export async function readPostgresqlHealth(store: ReadStore): Promise<EngineHealth> {
  const [facts] = await store.query(
    "SELECT current_setting('server_version') AS version, pg_database_size(current_database()) AS size_bytes",
  );
  const tables = await store.query(TABLES);
  return {
    version: asText(facts?.version),
    sizeBytes: asNumber(facts?.size_bytes),
    tables: tables.map((row) => ({
      name: asText(row.name).replaceAll('"', ""),
      rowCount: asNumber(row.row_count),
      dataBytes: asNumber(row.data_bytes),
      indexBytes: asNumber(row.index_bytes),
      deadRowCount: asNumber(row.dead_row_count),
      analyzedAt: orNull(row.analyzed_at, asTime),
    })),
    connections: await readable(() => readConnections(store)),
    lockWaits: await readable(() => readLockWaits(store)),
    cacheHitShare: await readable(() => readCacheHitShare(store)),
    file: null,
  };
}

async function readConnections(store: ReadStore): Promise<Connections> {
  const [row] = await store.query(CONNECTIONS);
  return {
    used: asNumber(row?.used),
    max: asNumber(row?.max),
    running: asNumber(row?.running),
    idleInTransaction: asNumber(row?.idle_in_transaction),
  };
}

async function readLockWaits(store: ReadStore): Promise<LockWait[]> {
  const rows = await store.query(LOCK_WAITS);
  return rows.map((row) => ({
    waiter: asText(row.waiter),
    blockedBy: asText(row.blocked_by),
    waitedMs: Math.round(asNumber(row.waited_ms)),
    statement: withoutValues(asText(row.statement)),
  }));
}

async function readCacheHitShare(store: ReadStore): Promise<number> {
  const [row] = await store.query(CACHE);
  const [hit, missed] = [asNumber(row?.blks_hit), asNumber(row?.blks_read)];
  return hit + missed === 0 ? 1 : hit / (hit + missed);
}
