import pg from "pg";
import type { Loader } from "./loader";
import { copyIn } from "./postgresql-copy";
import { LOADED_TABLES, type Row, type Table } from "./tables";

const ROWS_A_CHUNK = 2_000;

export async function openPostgresqlLoader(url: string): Promise<Loader> {
  const client = new pg.Client({ connectionString: url, options: "-c TimeZone=UTC" });
  await client.connect();
  await client.query("SET synchronous_commit = off; SET maintenance_work_mem = '512MB'");
  const indexes = await takeIndexes(client);
  return {
    async write(table, rows) {
      const columns = table.columns.map(({ column }) => column).join(", ");
      await copyIn(client, `COPY ${table.name} (${columns}) FROM STDIN`, chunksOf(table, rows));
    },
    async finish() {
      for (const sql of indexes) await client.query(sql);
      await client.query("VACUUM (ANALYZE)");
      await client.end();
    },
  };
}

function* chunksOf(table: Table, rows: readonly Row[]): Generator<Buffer> {
  for (let start = 0; start < rows.length; start += ROWS_A_CHUNK) {
    const lines = rows.slice(start, start + ROWS_A_CHUNK).map((row) => lineOf(table, row));
    yield Buffer.from(lines.join(""));
  }
}

function lineOf(table: Table, row: Row): string {
  let line = "";
  let separator = "";
  for (const { field, isInstant } of table.columns) {
    line += separator + encode(row[field], isInstant);
    separator = "\t";
  }
  return `${line}\n`;
}

function encode(value: unknown, isInstant: boolean): string {
  if (value === null || value === undefined) return "\\N";
  if (typeof value === "string") return value.replace(/[\\\t\n\r]/g, (character) => `\\${character}`);
  if (isInstant) return new Date(Number(value)).toISOString();
  return String(value);
}

/** Drops the secondary indexes of the big tables, partitions' with them. Out: the statements that make them again. */
async function takeIndexes(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string; sql: string }>(
    `SELECT c.relname AS name, replace(pg_get_indexdef(i.indexrelid), ' ON ONLY ', ' ON ') AS sql
     FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_class t ON t.oid = i.indrelid
     WHERE t.relname = ANY($1) AND NOT i.indisprimary AND t.relnamespace = current_schema()::regnamespace`,
    [LOADED_TABLES],
  );
  for (const { name } of rows) await client.query(`DROP INDEX "${name}"`);
  return rows.map(({ sql }) => sql);
}
