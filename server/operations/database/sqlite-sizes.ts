import type { ReadStore } from "@/server/kernel/database/read-store";
import { asNumber, asText } from "@/server/kernel/database/sql-values";
import type { EngineHealth } from "./health";

/** SQLite counts a table's pages by reading them all: beyond this it is estimated from a sample. */
const EXACT_MAX_BYTES = 256 * 2 ** 20;
const SAMPLE_ROWS = 200;
const EXACT_COUNT_MAX = 10_000;
/** What a B-tree keeps for each row beside its columns. */
const ENTRY_BYTES = 12;

type Shape = { name: string; columns: string[]; indexes: string[][] };
type Size = { name: string; dataBytes: number; indexBytes: number };

/** Tables with their rows and bytes; `usedBytes` is what all of them take together. */
export async function readTableSizes(
  store: ReadStore,
  usedBytes: number,
): Promise<{ tables: EngineHealth["tables"]; isEstimated: boolean }> {
  const shapes = await readShapes(store);
  const counts = new Map<string, number>();
  for (const { name } of shapes) counts.set(name, await countRows(store, name));
  const isEstimated = usedBytes > EXACT_MAX_BYTES;
  const sizes = isEstimated ? await estimateSizes(store, { shapes, counts, usedBytes }) : await readSizes(store);
  return {
    isEstimated,
    tables: sizes.map((size) => ({
      ...size,
      rowCount: counts.get(size.name) ?? null,
      deadRowCount: null,
      analyzedAt: null,
    })),
  };
}

async function readShapes(store: ReadStore): Promise<Shape[]> {
  const columns = await store.query(
    `SELECT m.name AS table_name, c.name AS column_name FROM sqlite_master m, pragma_table_info(m.name) c
     WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%'`,
  );
  const indexes = await store.query(
    `SELECT m.tbl_name AS table_name, m.name AS index_name, c.name AS column_name
     FROM sqlite_master m, pragma_index_info(m.name) c WHERE m.type = 'index'`,
  );
  const shapes = new Map<string, { name: string; columns: string[]; byIndex: Map<string, string[]> }>();
  for (const row of columns) {
    const name = asText(row.table_name);
    const shape = shapes.get(name) ?? { name, columns: [] as string[], byIndex: new Map<string, string[]>() };
    shape.columns.push(asText(row.column_name));
    shapes.set(name, shape);
  }
  for (const row of indexes) {
    const byIndex = shapes.get(asText(row.table_name))?.byIndex;
    const name = asText(row.index_name);
    byIndex?.set(name, [...(byIndex.get(name) ?? []), asText(row.column_name)]);
  }
  return [...shapes.values()].map(({ name, columns: names, byIndex }) => ({
    name,
    columns: names,
    indexes: [...byIndex.values()],
  }));
}

/** Of a big table the span of its row numbers: old rows go first, so that holes in it are few. */
async function countRows(store: ReadStore, table: string): Promise<number> {
  const name = store.dialect.quote(table);
  const [span] = await store.query(
    `SELECT coalesce((SELECT max(rowid) FROM ${name}) - (SELECT min(rowid) FROM ${name}) + 1, 0) AS row_span`,
  );
  const rows = asNumber(span?.row_span);
  if (rows > EXACT_COUNT_MAX) return rows;
  const [count] = await store.query(`SELECT count(*) AS row_count FROM ${name}`);
  return asNumber(count?.row_count);
}

async function readSizes(store: ReadStore): Promise<Size[]> {
  const rows = await store.query(
    `SELECT m.tbl_name AS name,
       sum(CASE WHEN m.type = 'table' THEN s.pgsize ELSE 0 END) AS data_bytes,
       sum(CASE WHEN m.type = 'index' THEN s.pgsize ELSE 0 END) AS index_bytes
     FROM dbstat('main', 1) s JOIN sqlite_master m ON m.name = s.name WHERE m.tbl_name NOT LIKE 'sqlite_%' GROUP BY 1`,
  );
  return rows.map((row) => ({
    name: asText(row.name),
    dataBytes: asNumber(row.data_bytes),
    indexBytes: asNumber(row.index_bytes),
  }));
}

type Estimate = { shapes: readonly Shape[]; counts: ReadonlyMap<string, number>; usedBytes: number };

/** From the newest rows of each table, so that all of them together take what the file does. */
async function estimateSizes(store: ReadStore, { shapes, counts, usedBytes }: Estimate): Promise<Size[]> {
  const sizes: Size[] = [];
  for (const shape of shapes) {
    const widths = await readWidths(store, shape);
    const width = (columns: readonly string[]) =>
      columns.reduce((sum, column) => sum + (widths.get(column) ?? 0), ENTRY_BYTES);
    const rows = counts.get(shape.name) ?? 0;
    const indexWidth = shape.indexes.reduce((sum, columns) => sum + width(columns), 0);
    sizes.push({ name: shape.name, dataBytes: rows * width(shape.columns), indexBytes: rows * indexWidth });
  }
  const total = sizes.reduce((sum, { dataBytes, indexBytes }) => sum + dataBytes + indexBytes, 0);
  const scale = total === 0 ? 0 : usedBytes / total;
  return sizes.map(({ name, dataBytes, indexBytes }) => ({
    name,
    dataBytes: Math.round(dataBytes * scale),
    indexBytes: Math.round(indexBytes * scale),
  }));
}

/** The mean bytes of each column in the newest rows. */
async function readWidths(store: ReadStore, { name, columns }: Shape): Promise<Map<string, number>> {
  const quote = (text: string) => store.dialect.quote(text);
  const means = columns.map((column, index) => `avg(coalesce(octet_length(${quote(column)}), 0)) AS c${index}`);
  const [row] = await store.query(
    `SELECT ${means.join(", ")} FROM (SELECT * FROM ${quote(name)} ORDER BY rowid DESC LIMIT ${SAMPLE_ROWS})`,
  );
  return new Map(columns.map((column, index) => [column, asNumber(row?.[`c${index}`] ?? 0)]));
}
