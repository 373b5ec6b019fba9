import type { DatabaseOptions } from "./options";
import { notePool } from "./pool-watch";
import type { ReadStore } from "./read-store";
import { ReadTimeoutError } from "./read-timeout";
import type { SqlRow } from "./sql";
import { dialectOf, encodeValue } from "./sql-dialect";
import { SqliteThread } from "./sqlite-thread";
import { watched } from "./statement-watch";

/** A long read occupies one of them, and the lists go on in the others. */
const THREADS = 3;

const dialect = dialectOf("sqlite");

/**
 * Reads in threads, each with a connection that cannot write; in WAL none waits for the writer. SQLite cannot be interrupted
 * from outside: at the deadline the caller is answered, and the thread is left alone until it has finished.
 */
export function openSqliteReads(url: string, options: DatabaseOptions): ReadStore {
  const threads = Array.from(
    { length: THREADS },
    () =>
      new SqliteThread({
        url,
        mode: "reader",
        synchronous: options.sqliteSynchronous,
        busyTimeoutMs: options.sqliteBusyTimeoutMs,
        programUrl: null,
      }),
  );
  let isClosed = false;
  notePool({ purpose: "reads", read: () => (isClosed ? null : threadStates(threads)) });
  const leastBusy = () => threads.reduce((best, thread) => (thread.pending < best.pending ? thread : best));

  return {
    engine: "sqlite",
    dialect,

    async query(sql, values = [], { timeoutMs = options.statementTimeoutMs } = {}) {
      const encoded = values.map((value) => encodeValue(dialect, value));
      return watched({ engine: "sqlite", sql, values: encoded }, async () => {
        const answer = leastBusy().post({ kind: "statement", sql, values: encoded });
        return rowsOf(await atMost(answer, timeoutMs));
      });
    },

    async close() {
      isClosed = true;
      await Promise.all(threads.map((thread) => thread.end()));
    },
  };
}

/** A thread works on one task; what stands behind it waits. */
function threadStates(threads: readonly SqliteThread[]) {
  const sum = (count: (pending: number) => number) => threads.reduce((total, { pending }) => total + count(pending), 0);
  return {
    max: threads.length,
    open: threads.length,
    busy: sum((pending) => Math.min(1, pending)),
    waiting: sum((pending) => Math.max(0, pending - 1)),
  };
}

async function atMost<T>(answer: Promise<T>, timeoutMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const overdue = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new ReadTimeoutError(timeoutMs)), timeoutMs);
  });
  // Nobody may be listening any more when the thread answers.
  answer.catch(() => undefined);
  try {
    return await Promise.race([answer, overdue]);
  } finally {
    clearTimeout(timer);
  }
}

function rowsOf(result: unknown): SqlRow[] {
  if (typeof result === "object" && result !== null && "rows" in result) return result.rows as SqlRow[];
  throw new Error("The SQLite reader gave no result.");
}
