import mariadb from "mariadb";
import { mysqlAddress } from "@/server/kernel/database/pool";
import { dialectOf } from "@/server/kernel/database/sql-dialect";
import type { Loader } from "./loader";
import type { Row, Table } from "./tables";

const ROWS_A_STATEMENT = 500;
const dialect = dialectOf("mysql");

/** InnoDB keeps its indexes: making them afterwards copies the table once more for each. */
export async function openMysqlLoader(url: string): Promise<Loader> {
  const connection = await mariadb.createConnection({ ...mysqlAddress(url), timezone: "Z" });
  await connection.query("SET SESSION unique_checks = 0, foreign_key_checks = 0");
  const tables = new Set<string>();
  return {
    async write(table, rows) {
      tables.add(table.name);
      await connection.beginTransaction();
      for (let start = 0; start < rows.length; start += ROWS_A_STATEMENT) {
        const slice = rows.slice(start, start + ROWS_A_STATEMENT);
        const columns = table.columns.map(({ column }) => column).join(", ");
        const sql = `INSERT INTO ${table.name} (${columns}) VALUES ${dialect.rows(slice.length, table.columns.length)}`;
        await connection.query(
          sql,
          slice.flatMap((row) => valuesOf(table, row)),
        );
      }
      await connection.commit();
    },
    async finish() {
      for (const name of tables) await connection.query(`ANALYZE TABLE ${name}`);
      await connection.end();
    },
  };
}

function valuesOf(table: Table, row: Row): unknown[] {
  return table.columns.map(({ field, isInstant }) => {
    const value = row[field];
    return isInstant && value !== null ? dialect.time(Number(value)) : value;
  });
}
