import { driverCode } from "./connect";
import type { DatabaseOptions } from "./options";
import type { ReadStore } from "./read-store";
import { ReadTimeoutError } from "./read-timeout";
import { openSqlStore, type SqlRow, type SqlStore } from "./sql";

/** PostgreSQL's query_canceled, MariaDB's and MySQL's statement time-outs. */
const TIMEOUT_CODES = new Set(["57014", "ER_STATEMENT_TIMEOUT", "ER_QUERY_TIMEOUT"]);

/** Reads on a pool of their own: what waits here never keeps a mutation waiting. */
export function openServerReads(url: string, options: DatabaseOptions): ReadStore {
  const store = openSqlStore({ url, options: { ...options, isPlannedForValues: true }, purpose: "reads" });
  const { engine, dialect } = store;
  return {
    engine,
    dialect,
    async query(sql, values = [], { timeoutMs } = {}) {
      if (timeoutMs === undefined) return (await store.query(sql, values)).rows;
      try {
        return await queryAtMost(store, { sql, values, timeoutMs: Math.max(1, Math.ceil(timeoutMs)) });
      } catch (error) {
        if (TIMEOUT_CODES.has(driverCode(error))) throw new ReadTimeoutError(timeoutMs, error);
        throw error;
      }
    },
    close: () => store.close(),
  };
}

type Timed = { sql: string; values: readonly unknown[]; timeoutMs: number };

async function queryAtMost(store: SqlStore, { sql, values, timeoutMs }: Timed): Promise<SqlRow[]> {
  if (store.engine === "mysql") return (await store.query(mysqlAtMost(sql, timeoutMs), values)).rows;
  return store.transaction(async (tx) => {
    // Both and the commit are on the wire together.
    const [, result] = await Promise.all([
      tx.query(`SET LOCAL statement_timeout = ${timeoutMs}`),
      tx.queryLast(sql, values),
    ]);
    return result.rows;
  });
}

/** MariaDB reads only the `M!` comment, MySQL only the hint behind the first SELECT. */
function mysqlAtMost(sql: string, timeoutMs: number): string {
  const hinted = sql.replace(/\bSELECT\b/i, (select) => `${select} /*+ MAX_EXECUTION_TIME(${timeoutMs}) */`);
  return `/*M!100000 SET STATEMENT max_statement_time=${timeoutMs / 1_000} FOR */ ${hinted}`;
}
