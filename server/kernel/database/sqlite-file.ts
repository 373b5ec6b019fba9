import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import Database from "better-sqlite3";

/** A wait inside SQLite stops the whole event loop, so it is short; longer waits happen between attempts, see `retryBusy`. */
export const BLOCKING_WAIT_MS = 10;
const CACHE_KIB = 16_384;
// 32 MiB. Whoever commits past it copies the log back: at SQLite's own 1,000 that is often a small write on an event loop.
const CHECKPOINT_PAGES = 8_000;
const JOURNAL_LIMIT_BYTES = 67_108_864;

export type SqliteMode = "writer" | "reader";

export type SqliteFileOptions = {
  mode: SqliteMode;
  synchronous: "OFF" | "NORMAL" | "FULL" | "EXTRA";
  /** How long one call may block while another process writes. */
  blockingWaitMs: number;
};

/** `file:/path` or `file:///path` → `/path`. */
export function sqlitePath(url: string): string {
  return url.replace(/^file:(\/\/(?=\/))?/, "").replace(/\?.*$/, "");
}

/** Opens a file with the settings every connection needs; makes the folder of a new database. */
export function openSqliteFile(url: string, options: SqliteFileOptions): Database.Database {
  const path = sqlitePath(url);
  if (path !== ":memory:") mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const database = new Database(path, { timeout: options.blockingWaitMs });
  applyPragmas(database, options);
  if (options.mode === "reader") addReaderFunctions(database);
  return database;
}

/** SQLite's own `lower` knows English letters alone; `small` knows them all. */
function addReaderFunctions(database: Database.Database): void {
  database.function("small", { deterministic: true }, (text) => (typeof text === "string" ? text.toLowerCase() : text));
}

/** WAL lets readers go on while one connection writes. */
export function applyPragmas(database: Database.Database, options: SqliteFileOptions): void {
  const isWal = database.pragma("journal_mode", { simple: true }) === "wal";
  if (!isWal && !database.memory) {
    // Changing the journal mode needs the file for itself for a moment: here alone a long wait is right.
    database.pragma("busy_timeout = 5000");
    database.pragma("journal_mode = WAL");
    database.pragma(`busy_timeout = ${options.blockingWaitMs}`);
  }
  database.pragma(`synchronous = ${options.synchronous}`);
  database.pragma("foreign_keys = ON");
  database.pragma("temp_store = MEMORY");
  database.pragma(`cache_size = -${CACHE_KIB}`);
  database.pragma(`wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
  database.pragma(`journal_size_limit = ${JOURNAL_LIMIT_BYTES}`);
  if (options.mode === "reader") database.pragma("query_only = ON");
}
