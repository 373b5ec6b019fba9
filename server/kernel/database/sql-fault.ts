import { driverCode } from "./connect";

/**
 * conflict: a deadlock or serialisation failure; all of the transaction is undone and may run again.
 * unavailable: the server or the connection is gone; what was under way may or may not be done.
 * unique: a unique key refused the row. other: everything else, which trying again does not mend.
 */
export type SqlFault = "conflict" | "unavailable" | "unique" | "other";

const CONFLICT_CODES = new Set(["40001", "40P01", "55P03", "ER_LOCK_DEADLOCK", "ER_LOCK_WAIT_TIMEOUT", "ER_CHECKREAD"]);
const UNIQUE_CODES = new Set(["23505", "ER_DUP_ENTRY", "SQLITE_CONSTRAINT_UNIQUE", "SQLITE_CONSTRAINT_PRIMARYKEY"]);
const UNAVAILABLE_CODES = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "ECONNABORTED",
  "EPIPE",
  "ETIMEDOUT",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
  "EAI_AGAIN",
  // PostgreSQL: shutting down, starting up, out of connections, idle session ended, statement time-out.
  "57P01",
  "57P02",
  "57P03",
  "57P05",
  "57014",
  "53300",
  "25P03",
  "SQLITE_THREAD_ENDED",
  "ER_GET_CONNECTION_TIMEOUT",
  "ER_SOCKET_UNEXPECTED_CLOSE",
  "ER_SOCKET_TIMEOUT",
  "ER_SOCKET_CREATION_FAIL",
  "ER_CONNECTION_TIMEOUT",
  "ER_CONNECTION_KILLED",
  "ER_CONNECTION_ALREADY_CLOSED",
  "ER_CMD_CONNECTION_CLOSED",
  "ER_SERVER_SHUTDOWN",
  "ER_CON_COUNT_ERROR",
  "ER_STATEMENT_TIMEOUT",
  "ER_QUERY_TIMEOUT",
]);

/** The pg driver has no code for these. */
const UNAVAILABLE_TEXT =
  /connection terminated|connection ended|timeout exceeded when trying to connect|client has encountered a connection error/i;

/** What kind of failure a driver's error is, on any of the three engines. */
export function sqlFault(error: unknown): SqlFault {
  const code = driverCode(error);
  if (CONFLICT_CODES.has(code)) return "conflict";
  if (UNIQUE_CODES.has(code)) return "unique";
  // SQLite has no server to lose, but a file that stays locked is as far away as one.
  if (UNAVAILABLE_CODES.has(code) || code.startsWith("08") || code.startsWith("SQLITE_BUSY")) return "unavailable";
  if (error instanceof Error && code === "" && UNAVAILABLE_TEXT.test(error.message)) return "unavailable";
  if (error instanceof AggregateError && error.errors.some((part) => sqlFault(part) === "unavailable")) {
    return "unavailable";
  }
  return "other";
}
