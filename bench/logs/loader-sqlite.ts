import Database from "better-sqlite3";
import { sqlitePath } from "@/server/kernel/database/sqlite-file";
import type { Loader } from "./loader";
import { LOADED_TABLES, type Row, type Table } from "./tables";

/** A crash in here costs the data set, which is made again: nothing waits for the disk. */
const PRAGMAS = [
  "journal_mode = MEMORY",
  "synchronous = OFF",
  "cache_size = -524288",
  "temp_store = FILE",
  "threads = 2",
];

export async function openSqliteLoader(url: string): Promise<Loader> {
  const database = new Database(sqlitePath(url));
  for (const pragma of PRAGMAS) database.pragma(pragma);
  const indexes = takeIndexes(database);
  const inserts = new Map<Table, Database.Statement>();
  const insertOf = (table: Table) => {
    const known = inserts.get(table);
    if (known) return known;
    const columns = table.columns.map(({ column }) => column).join(", ");
    const sql = `INSERT INTO ${table.name} (${columns}) VALUES (${table.columns.map(() => "?").join(", ")})`;
    const made = database.prepare(sql);
    inserts.set(table, made);
    return made;
  };
  return {
    async write(table, rows) {
      const insert = insertOf(table);
      const fields = table.columns.map(({ field }) => field);
      const values: unknown[] = new Array(fields.length);
      database.exec("BEGIN");
      for (const row of rows) {
        for (let index = 0; index < fields.length; index += 1) values[index] = encode(row, fields[index] ?? "");
        insert.run(values);
      }
      database.exec("COMMIT");
    },
    async finish() {
      for (const sql of indexes) database.exec(sql);
      database.exec("ANALYZE");
      database.pragma("journal_mode = WAL");
      database.close();
    },
  };
}

function encode(row: Row, field: string): unknown {
  const value = row[field];
  return typeof value === "boolean" ? Number(value) : value;
}

/** Drops the secondary indexes of the big tables. Out: the statements that make them again. */
function takeIndexes(database: Database.Database): string[] {
  const rows = database
    .prepare<[string], { name: string; sql: string }>(
      "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN (SELECT value FROM json_each(?))",
    )
    .all(JSON.stringify(LOADED_TABLES));
  for (const { name } of rows) database.exec(`DROP INDEX "${name}"`);
  return rows.map(({ sql }) => sql);
}
