import type { ReadStore } from "@/server/kernel/database/read-store";
import { asBoolean, asNumber, asText, asTime, orNull } from "@/server/kernel/database/sql-values";

/** An index there is. Null: the database does not tell. */
export type FoundIndex = {
  name: string;
  table: string;
  columns: string[];
  isUnique: boolean;
  isValid: boolean;
  sizeBytes: number | null;
  /** Reads that used it since `statisticsSince` of the whole. */
  scanCount: number | null;
};

export type FoundIndexes = { indexes: FoundIndex[]; statisticsSince: Date | null };

/** The secondary indexes of the database; of partitioned tables those of the whole. */
export function findIndexes(store: ReadStore): Promise<FoundIndexes> {
  switch (store.engine) {
    case "sqlite":
      return findSqlite(store);
    case "postgresql":
      return findPostgresql(store);
    case "mysql":
      return findMysql(store);
  }
}

const POSTGRESQL = `
  SELECT t.relname AS table_name, c.relname AS index_name, i.indisunique AS is_unique, i.indisvalid AS is_valid,
    (SELECT string_agg(a.attname::text, ',' ORDER BY k.position)
     FROM unnest(i.indkey::int2[]) WITH ORDINALITY AS k(number, position)
     JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.number) AS columns,
    pg_relation_size(c.oid) + coalesce((SELECT sum(pg_relation_size(h.inhrelid)) FROM pg_inherits h WHERE h.inhparent = c.oid), 0)
      AS size_bytes,
    (SELECT coalesce(sum(s.idx_scan), 0) FROM pg_stat_user_indexes s
     WHERE s.indexrelid = c.oid OR s.indexrelid IN (SELECT h.inhrelid FROM pg_inherits h WHERE h.inhparent = c.oid))
      AS scan_count
  FROM pg_index i
  JOIN pg_class c ON c.oid = i.indexrelid
  JOIN pg_class t ON t.oid = i.indrelid
  WHERE NOT i.indisprimary AND NOT c.relispartition AND t.relnamespace = current_schema()::regnamespace`;

async function findPostgresql(store: ReadStore): Promise<FoundIndexes> {
  const rows = await store.query(POSTGRESQL);
  // They outlive restarts, so they are at least as old as the server's last start.
  const [since] = await store.query(
    "SELECT coalesce(stats_reset, pg_postmaster_start_time()) AS since FROM pg_stat_database WHERE datname = current_database()",
  );
  return {
    statisticsSince: orNull(since?.since ?? null, asTime),
    indexes: rows.map((row) => ({
      ...namesOf(row),
      isValid: asBoolean(row.is_valid),
      sizeBytes: asNumber(row.size_bytes),
      scanCount: asNumber(row.scan_count),
    })),
  };
}

const MYSQL = `
  SELECT table_name AS table_name, index_name AS index_name, max(non_unique) = 0 AS is_unique,
    group_concat(column_name ORDER BY seq_in_index SEPARATOR ',') AS columns
  FROM information_schema.statistics
  WHERE table_schema = database() AND index_name <> 'PRIMARY'
  GROUP BY table_name, index_name`;

async function findMysql(store: ReadStore): Promise<FoundIndexes> {
  const rows = await store.query(MYSQL);
  return {
    statisticsSince: null,
    indexes: rows.map((row) => ({ ...namesOf(row), isValid: true, sizeBytes: null, scanCount: null })),
  };
}

const SQLITE = `
  SELECT m.tbl_name AS table_name, m.name AS index_name, l."unique" AS is_unique,
    (SELECT group_concat(name, ',') FROM (SELECT name FROM pragma_index_info(m.name) ORDER BY seqno)) AS columns
  FROM sqlite_master m JOIN pragma_index_list(m.tbl_name) l ON l.name = m.name
  WHERE m.type = 'index' AND m.sql IS NOT NULL`;

async function findSqlite(store: ReadStore): Promise<FoundIndexes> {
  const rows = await store.query(SQLITE);
  return {
    statisticsSince: null,
    indexes: rows.map((row) => ({ ...namesOf(row), isValid: true, sizeBytes: null, scanCount: null })),
  };
}

function namesOf(row: Record<string, unknown>) {
  return {
    name: asText(row.index_name),
    table: asText(row.table_name),
    columns: asText(row.columns).split(","),
    isUnique: asBoolean(row.is_unique),
  };
}
