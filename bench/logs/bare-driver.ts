import Database from "better-sqlite3";
import mariadb from "mariadb";
import pg from "pg";
import { sha256Hex } from "@/server/kernel/crypto";
import { mysqlAddress } from "@/server/kernel/database/pool";
import { dialectOf, encodeValue } from "@/server/kernel/database/sql-dialect";
import { sqlitePath } from "@/server/kernel/database/sqlite-file";
import type { DataSet } from "./data-set";

/** The driver alone, with one connection: the limit of what can be read so. `?` stands for a value on every engine. */
export type BareDriver = {
  query(sql: string, values: readonly unknown[]): Promise<unknown>;
  close(): Promise<void>;
};

export async function openBareDriver({ engine, url }: DataSet): Promise<BareDriver> {
  const dialect = dialectOf(engine);
  const encode = (values: readonly unknown[]) => values.map((value) => encodeValue(dialect, value));
  if (engine === "sqlite") {
    const database = new Database(sqlitePath(url), { readonly: true });
    const statements = new Map<string, Database.Statement<unknown[]>>();
    return {
      async query(sql, values) {
        const statement = statements.get(sql) ?? database.prepare(sql);
        statements.set(sql, statement);
        return statement.all(encode(values));
      },
      close: async () => void database.close(),
    };
  }
  if (engine === "postgresql") {
    const client = new pg.Client({ connectionString: url, options: "-c TimeZone=UTC" });
    await client.connect();
    return {
      async query(sql, values) {
        let index = 0;
        const text = sql.replace(/\?/g, () => `$${++index}`);
        return client.query({ name: sha256Hex(text).slice(0, 32), text, values: encode(values) });
      },
      close: () => client.end(),
    };
  }
  const connection = await mariadb.createConnection({ ...mysqlAddress(url), timezone: "Z" });
  return {
    query: (sql, values) => connection.query(sql, encode(values)),
    close: () => connection.end(),
  };
}
