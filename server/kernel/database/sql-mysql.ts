import type mariadb from "mariadb";
import type { DatabaseOptions } from "./options";
import { openMysqlPool } from "./pool";
import type { PoolPurpose } from "./pool-watch";
import type { SqlExecutor, SqlResult, SqlStore } from "./sql";
import { dialectOf, encodeValue } from "./sql-dialect";
import { watched } from "./statement-watch";

const dialect = dialectOf("mysql");

export function openMysqlStore(url: string, options: DatabaseOptions, purpose: PoolPurpose): SqlStore {
  const pool = openMysqlPool(url, options, purpose);

  function executor(connection: mariadb.Pool | mariadb.Connection): SqlExecutor {
    return {
      async query(sql, values = []): Promise<SqlResult> {
        const encoded = values.map((value) => encodeValue(dialect, value));
        // Text: a Date made by the driver would pass through the process' own time zone.
        return watched({ engine: "mysql", sql, values: encoded }, async () =>
          toResult(await connection.query({ sql, dateStrings: true }, encoded)),
        );
      },
    };
  }

  return {
    engine: "mysql",
    dialect,
    query: executor(pool).query,

    async transaction(work) {
      const connection = await pool.getConnection();
      let isBroken = false;
      const { query } = executor(connection);
      try {
        // On the wire with the first statement: it fails only with the connection, and the statement then fails with it.
        const begun = connection.beginTransaction();
        // The commit waits for the last statement: a deadlock would undo the rest and have it commit nothing, silently.
        const [result] = await Promise.all([work({ query, queryLast: query }), begun]);
        await connection.commit();
        return result;
      } catch (error) {
        await connection.rollback().catch(() => {
          isBroken = true;
        });
        throw error;
      } finally {
        if (isBroken || !connection.isValid()) connection.destroy();
        else await connection.release();
      }
    },

    async close() {
      await pool.end();
    },
  };
}

/** The driver answers a read with an array of rows and a change with its counts. */
function toResult(result: unknown): SqlResult {
  if (Array.isArray(result)) return { rows: result, affected: result.length };
  const affected = typeof result === "object" && result !== null && "affectedRows" in result ? result.affectedRows : 0;
  return { rows: [], affected: Number(affected) };
}
