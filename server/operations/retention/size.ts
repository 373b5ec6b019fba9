import type { ReadStore } from "@/server/kernel/database/read-store";
import { asNumber, orNull } from "@/server/kernel/database/sql-values";

/** How much a table has of rows and bytes, its indexes with it. Estimated from what the database knows without counting. */
export type TableSize = { rows: number; bytes: number; bytesPerRow: number };

const SAMPLE_ROWS = 200;
/** What a b-tree leaves empty on its pages, and what each entry costs beside its values. */
const FILL = 0.75;
const ENTRY_BYTES = 6;

const POSTGRESQL = `
  SELECT sum(greatest(part.reltuples, 0)) AS row_count, sum(pg_total_relation_size(part.oid)) AS byte_count
  FROM pg_class part WHERE part.oid IN (
    SELECT relid FROM pg_partition_tree(to_regclass($1)) WHERE isleaf UNION SELECT to_regclass($1)::oid)
    AND part.relkind IN ('r', 'm')`;
const MYSQL = `
  SELECT table_rows AS row_count, data_length + index_length AS byte_count
  FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name = ?`;

type Sized = { table: string; byteColumn?: string };

/** The size of a table of ours, at once however big it is; of rows that stand for files, that of the files. */
export async function estimateSize(store: ReadStore, { table, byteColumn }: Sized): Promise<TableSize> {
  if (byteColumn !== undefined) return sumFiles(store, { table, byteColumn });
  if (store.engine === "sqlite") return estimateSqlite(store, table);
  const [row] = await store.query(store.engine === "postgresql" ? POSTGRESQL : MYSQL, [table]);
  const rows = orNull(row?.row_count, asNumber) ?? 0;
  const bytes = orNull(row?.byte_count, asNumber) ?? 0;
  return { rows, bytes, bytesPerRow: rows === 0 ? 0 : bytes / rows };
}

async function sumFiles(store: ReadStore, { table, byteColumn }: Required<Sized>): Promise<TableSize> {
  const [row] = await store.query(`SELECT count(*) AS row_count, sum(${byteColumn}) AS byte_count FROM ${table}`);
  const rows = asNumber(row?.row_count);
  const bytes = orNull(row?.byte_count, asNumber) ?? 0;
  return { rows, bytes, bytesPerRow: rows === 0 ? 0 : bytes / rows };
}

/** SQLite keeps no numbers: rows from the row ids, which are given in order, and bytes from a sample of the oldest. */
async function estimateSqlite(store: ReadStore, table: string): Promise<TableSize> {
  const [ends] = await store.query(
    `SELECT (SELECT min(rowid) FROM "${table}") AS first, (SELECT max(rowid) FROM "${table}") AS last`,
  );
  const first = orNull(ends?.first, asNumber);
  const last = orNull(ends?.last, asNumber);
  if (first === null || last === null) return { rows: 0, bytes: 0, bytesPerRow: 0 };
  const rows = last - first + 1;
  const bytesPerRow = await sampleSqlite(store, table);
  return { rows, bytes: Math.round(rows * bytesPerRow), bytesPerRow };
}

async function sampleSqlite(store: ReadStore, table: string): Promise<number> {
  const columns = await store.query(`SELECT name FROM pragma_table_info('${table}')`);
  const indexed = await store.query(
    `SELECT info.name AS name FROM pragma_index_list('${table}') AS list, pragma_index_info(list.name) AS info`,
  );
  const entries = [...columns, ...indexed].map(
    ({ name }) => `coalesce(length(CAST("${String(name)}" AS BLOB)), 0) + 1`,
  );
  const indexes = await store.query(`SELECT count(*) AS total FROM pragma_index_list('${table}')`);
  const [row] = await store.query(
    `SELECT avg(${entries.join(" + ")}) AS bytes FROM (SELECT * FROM "${table}" LIMIT ${SAMPLE_ROWS})`,
  );
  const overhead = ENTRY_BYTES * (1 + asNumber(indexes[0]?.total));
  return ((orNull(row?.bytes, asNumber) ?? 0) + overhead) / FILL;
}
