import mariadb from "mariadb";
import pg from "pg";
import { mysqlAddress } from "@/server/kernel/database/pool";
import { openSqliteFile } from "@/server/kernel/database/sqlite-file";
import type { Site } from "./site";

export type Value = string | number | null;

/** Rows of one table, in chunks of which each is a transaction. */
export type Inserts = { table: string; columns: readonly string[]; chunks: readonly (readonly Value[][])[] };

/** Writes rows with nothing but the database's own driver, each chunk by one statement in one transaction. */
export async function insertBare(site: Site, inserts: Inserts): Promise<void> {
  switch (site.engine) {
    case "sqlite":
      return insertSqlite(site.url, inserts);
    case "postgresql":
      return insertPostgresql(site.url, inserts);
    case "mysql":
      return insertMysql(site.url, inserts);
  }
}

async function insertSqlite(url: string, { table, columns, chunks }: Inserts): Promise<void> {
  const file = openSqliteFile(url, { mode: "writer", synchronous: "NORMAL", blockingWaitMs: 1_000 });
  const places = columns.map(() => "?").join(", ");
  const insert = file.prepare(`INSERT INTO ${table} (${columns.join(", ")}) VALUES (${places})`);
  const write = file.transaction((rows: readonly Value[][]) => {
    for (const row of rows) insert.run(row);
  });
  for (const rows of chunks) write.immediate(rows);
  file.close();
}

async function insertPostgresql(url: string, { table, columns, chunks }: Inserts): Promise<void> {
  const client = new pg.Client({ connectionString: url, options: "-c TimeZone=UTC" });
  await client.connect();
  for (const rows of chunks) {
    const places = rows.map(
      (row, at) => `(${row.map((_value, index) => `$${at * columns.length + index + 1}`).join(", ")})`,
    );
    await client.query("BEGIN");
    await client.query(`INSERT INTO ${table} (${columns.join(", ")}) VALUES ${places.join(", ")}`, rows.flat());
    await client.query("COMMIT");
  }
  await client.end();
}

async function insertMysql(url: string, { table, columns, chunks }: Inserts): Promise<void> {
  const connection = await mariadb.createConnection({ ...mysqlAddress(url), timezone: "Z" });
  const places = columns.map(() => "?").join(", ");
  for (const rows of chunks) {
    await connection.beginTransaction();
    await connection.batch(
      `INSERT INTO ${table} (${columns.join(", ")}) VALUES (${places})`,
      rows.map((row) => [...row]),
    );
    await connection.commit();
  }
  await connection.end();
}
