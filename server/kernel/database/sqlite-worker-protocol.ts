import type Database from "better-sqlite3";
import type { SqliteMode } from "./sqlite-file";

/** What a program module exports: it runs inside a transaction that the thread has begun, and must not end it. */
export type SqliteProgramModule = {
  run(database: Database.Database, name: string, payload: unknown): unknown;
};

export type WorkerSettings = {
  url: string;
  /** A reader's statements run outside transactions, on a connection that cannot write. */
  mode: SqliteMode;
  synchronous: "OFF" | "NORMAL" | "FULL" | "EXTRA";
  busyTimeoutMs: number;
  programUrl: string | null;
};

export type WorkerTask =
  | { kind: "program"; name: string; payload: unknown }
  | { kind: "begin" }
  | { kind: "statement"; sql: string; values: unknown[] }
  | { kind: "commit" }
  | { kind: "rollback" }
  | { kind: "close" };

export type WorkerRequest = { id: number; task: WorkerTask };

export type WorkerAnswer =
  | { id: number; ok: true; result: unknown }
  | { id: number; ok: false; error: { message: string; code: string; stack: string } };
