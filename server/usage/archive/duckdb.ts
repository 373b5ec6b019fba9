import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { DuckDBConnection, DuckDBInstance, DuckDBValue } from "@duckdb/node-api";
import { env } from "@/server/kernel/env";

/** Beside a gateway and pages it gets no more than this, and spills to the disk beyond it. */
const MEMORY = "256MB";
const THREADS = "1";
/** Searches of archives at once; others wait, until their deadline. */
const READERS_MAX = 2;

/** Where unfinished files lie: in the data folder, which is there to grow. */
export function scratchFolder(): string {
  const folder = join(env.dataDir, "scratch");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folder;
}

/** The package is big and native: it is loaded by whoever really archives or searches archives. */
async function openDuckDb(path: string): Promise<DuckDBInstance> {
  const { DuckDBInstance: Instance } = await import("@duckdb/node-api");
  return Instance.create(path, {
    memory_limit: MEMORY,
    threads: THREADS,
    temp_directory: scratchFolder(),
    // Everything it needs is built in; it has nothing to fetch from anywhere.
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
  });
}

/** Runs `work` with a database of its own, in memory or in the file at `path`, which is closed at the end. */
export async function withDuckDb<T>(path: string, work: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
  const instance = await openDuckDb(path);
  try {
    const connection = await instance.connect();
    try {
      return await work(connection);
    } finally {
      connection.closeSync();
    }
  } finally {
    instance.closeSync();
  }
}

let reading = 0;
const waiting: (() => void)[] = [];

export type DuckDbRow = Record<string, unknown>;
export type DuckDbQuery = { sql: string; values: readonly DuckDBValue[]; deadlineMs: number };

/**
 * Runs one SELECT over files, and gives it up at its deadline (`performance.now()`). Out: its rows; null when time ran out.
 */
export async function queryFiles({ sql, values, deadlineMs }: DuckDbQuery): Promise<DuckDbRow[] | null> {
  const hasTurn = await takeTurn(deadlineMs);
  if (!hasTurn) return null;
  try {
    return await withDuckDb(":memory:", (connection) => queryWithin(connection, { sql, values, deadlineMs }));
  } finally {
    reading -= 1;
    waiting.shift()?.();
  }
}

async function queryWithin(connection: DuckDBConnection, { sql, values, deadlineMs }: DuckDbQuery) {
  let isOverdue = false;
  const stop = () => {
    isOverdue = true;
    connection.interrupt();
  };
  const timer = setTimeout(stop, Math.max(0, deadlineMs - performance.now()));
  try {
    const result = await connection.runAndReadAll(sql, [...values]);
    return result.getRowObjectsJS() as DuckDbRow[];
  } catch (error) {
    if (isOverdue) return null;
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

async function takeTurn(deadlineMs: number): Promise<boolean> {
  while (reading >= READERS_MAX) {
    const leftMs = deadlineMs - performance.now();
    if (leftMs <= 0) return false;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, leftMs);
      waiting.push(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }
  reading += 1;
  return true;
}

/** A text inside SQL. DuckDB binds no paths. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
