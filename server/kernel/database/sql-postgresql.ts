import pg from "pg";
import type { DatabaseOptions } from "./options";
import { openPostgresqlPool } from "./pool";
import type { PoolPurpose } from "./pool-watch";
import type { SqlExecutor, SqlResult, SqlRow, SqlStore, SqlTransaction } from "./sql";
import { dialectOf, encodeValue } from "./sql-dialect";
import { asTime } from "./sql-values";
import { watched } from "./statement-watch";

const INT8 = 20;
const TIMESTAMP = 1114;
/** Texts that get a name are planned once a connection; beyond this many they are surely made up from data. */
const PREPARED_MAX = 200;

const dialect = dialectOf("postgresql");

/** The driver reads int8 as text, and a time without zone as local; both are wrong for us. */
const types: pg.CustomTypesConfig = {
  getTypeParser(oid, format) {
    if (format !== "binary" && oid === INT8) return BigInt;
    if (format !== "binary" && oid === TIMESTAMP) return asTime;
    return pg.types.getTypeParser(oid, format);
  },
};

export function openPostgresqlStore(url: string, options: DatabaseOptions, purpose: PoolPurpose): SqlStore {
  const pool = openPostgresqlPool(url, options, purpose);
  // Behind PgBouncer in transaction mode, prepared statements of one session would be asked of another.
  const isPrepared = new URL(url).searchParams.get("pgbouncer") !== "true";
  const names = new Map<string, string>();

  function statementName(sql: string): string | undefined {
    const known = names.get(sql);
    if (known !== undefined || !isPrepared || names.size >= PREPARED_MAX) return known;
    const name = `gatehouse_${names.size}`;
    names.set(sql, name);
    return name;
  }

  function executor(client: pg.Pool | pg.PoolClient): SqlExecutor {
    return {
      async query(sql, values = []): Promise<SqlResult> {
        const name = statementName(sql);
        const encoded = values.map((value) => encodeValue(dialect, value));
        const config = { text: sql, values: encoded, types, ...(name === undefined ? {} : { name }) };
        const result = await watched({ engine: "postgresql", sql, values: encoded }, () =>
          client.query<SqlRow>(config),
        );
        return { rows: result.rows, affected: result.rowCount ?? 0 };
      },
    };
  }

  return {
    engine: "postgresql",
    dialect,
    query: executor(pool).query,

    async transaction(work) {
      const client = await pool.connect();
      let fault: Error | undefined;
      let isCommitted = false;
      const { query } = executor(client);
      const tx: SqlTransaction = {
        query,
        async queryLast(sql, values) {
          // Behind a statement that failed, COMMIT is a rollback.
          const [result] = await Promise.all([query(sql, values), client.query("COMMIT")]);
          isCommitted = true;
          return result;
        },
      };
      try {
        // On the wire with the first statement: it fails only with the connection, and the statement then fails with it.
        const begun = client.query("BEGIN");
        const [result] = await Promise.all([work(tx), begun]);
        if (!isCommitted) await client.query("COMMIT");
        return result;
      } catch (error) {
        // A connection that cannot roll back is not given to the next caller.
        await client.query("ROLLBACK").catch((rollbackError: Error) => {
          fault = rollbackError;
        });
        throw error;
      } finally {
        client.release(fault);
      }
    },

    async close() {
      await pool.end();
    },
  };
}
