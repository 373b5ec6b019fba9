import type Database from "better-sqlite3";
import type { DatabaseOptions } from "./options";
import { notePool } from "./pool-watch";
import type { SqliteStore, SqlResult, SqlRow, SqlTransaction } from "./sql";
import { dialectOf, encodeValue } from "./sql-dialect";
import { BLOCKING_WAIT_MS, openSqliteFile } from "./sqlite-file";
import { SqliteThread } from "./sqlite-thread";
import type { WorkerTask } from "./sqlite-worker-protocol";
import { StatementCache } from "./statement-cache";
import { watched } from "./statement-watch";
import { WriteLock } from "./write-lock";

const dialect = dialectOf("sqlite");

export type SqliteStoreInput = { url: string; options: DatabaseOptions; program: URL | undefined };

/** Reads happen here, on a connection that cannot write and in WAL never waits; writes happen in the writer thread. */
export function openSqliteStore({ url, options, program }: SqliteStoreInput): SqliteStore {
  const synchronous = options.sqliteSynchronous;
  const reader = openReader(url, synchronous);
  const statements = new StatementCache(reader, { isBigIntResult: true });
  const thread = new SqliteThread({
    url,
    mode: "writer",
    synchronous,
    busyTimeoutMs: options.sqliteBusyTimeoutMs,
    programUrl: program?.href ?? null,
  });
  let isClosed = false;
  notePool({
    purpose: "batches",
    read: () => (isClosed ? null : { max: 1, open: 1, busy: Math.min(1, thread.pending), waiting: lock.waiting }),
  });
  // A transaction spans several messages; nothing else may slip in between.
  const lock = new WriteLock();
  const post = (task: WorkerTask) => thread.post(task);

  const statementTask = (sql: string, values: readonly unknown[]): WorkerTask => ({
    kind: "statement",
    sql,
    values: values.map((value) => encodeValue(dialect, value)),
  });

  const runStatement = (sql: string, values: readonly unknown[] = []) =>
    watched({ engine: "sqlite", sql, values }, async () => asResult(await post(statementTask(sql, values))));
  // There is no wire to save a trip on.
  const transactionExecutor: SqlTransaction = { query: runStatement, queryLast: runStatement };

  return {
    engine: "sqlite",
    dialect,

    async query(sql, values = []): Promise<SqlResult> {
      const statement = statements.get(sql);
      if (!statement.readonly) return lock.run(() => transactionExecutor.query(sql, values));
      const rows = statement.all(values.map((value) => encodeValue(dialect, value))) as SqlRow[];
      return { rows, affected: rows.length };
    },

    transaction(work) {
      return lock.run(async () => {
        await post({ kind: "begin" });
        try {
          const result = await work(transactionExecutor);
          await post({ kind: "commit" });
          return result;
        } catch (error) {
          await post({ kind: "rollback" });
          throw error;
        }
      });
    },

    program(name, payload) {
      const sql = `-- the batch "${name}" in the writer's thread`;
      return watched({ engine: "sqlite", sql }, () => lock.run(() => post({ kind: "program", name, payload })));
    },

    close() {
      return lock.run(async () => {
        isClosed = true;
        reader.close();
        await post({ kind: "close" });
      });
    },
  };
}

/** Opened once for writing first: WAL mode and a missing file are matters of a connection that may write. */
function openReader(url: string, synchronous: DatabaseOptions["sqliteSynchronous"]): Database.Database {
  openSqliteFile(url, { mode: "writer", synchronous, blockingWaitMs: BLOCKING_WAIT_MS }).close();
  return openSqliteFile(url, { mode: "reader", synchronous, blockingWaitMs: BLOCKING_WAIT_MS });
}

function asResult(result: unknown): SqlResult {
  if (typeof result === "object" && result !== null && "rows" in result && "affected" in result) {
    return result as SqlResult;
  }
  throw new Error("The SQLite writer gave no result.");
}
