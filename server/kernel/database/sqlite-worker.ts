// A connection to a SQLite file in a thread of its own: the one writer of a process, or one of its readers.
import { parentPort, workerData } from "node:worker_threads";
import type Database from "better-sqlite3";
import { isBusy } from "./busy";
import { driverCode } from "./connect";
import { openSqliteFile } from "./sqlite-file";
import type {
  SqliteProgramModule,
  WorkerAnswer,
  WorkerRequest,
  WorkerSettings,
  WorkerTask,
} from "./sqlite-worker-protocol";
import { StatementCache } from "./statement-cache";

const PAUSE_MIN_MS = 0.3;
const PAUSE_SPREAD_MS = 1.2;

const settings: WorkerSettings = workerData;
const port = parentPort;
if (port === null) throw new Error("sqlite-worker is a thread, not a program.");

// Everything that waits here is this thread's own; the wait between attempts is ours, because SQLite's grows to 100 ms.
const database = openSqliteFile(settings.url, {
  mode: settings.mode,
  synchronous: settings.synchronous,
  blockingWaitMs: 0,
});
const statements = new StatementCache(database, { isBigIntResult: true });
const program = settings.programUrl === null ? null : await loadProgram(settings.programUrl);
const pauseCell = new Int32Array(new SharedArrayBuffer(4));

async function loadProgram(url: string): Promise<SqliteProgramModule> {
  const module: unknown = await import(url);
  if (isProgram(module)) return module;
  throw new Error(`${url} does not export run(database, name, payload).`);
}

function isProgram(module: unknown): module is SqliteProgramModule {
  return typeof module === "object" && module !== null && "run" in module && typeof module.run === "function";
}

function begin(): void {
  const deadline = performance.now() + settings.busyTimeoutMs;
  for (;;) {
    try {
      database.exec("BEGIN IMMEDIATE");
      return;
    } catch (error) {
      if (!isBusy(error) || performance.now() >= deadline) throw error;
    }
    Atomics.wait(pauseCell, 0, 0, PAUSE_MIN_MS + Math.random() * PAUSE_SPREAD_MS);
  }
}

function rollback(): void {
  if (database.inTransaction) database.exec("ROLLBACK");
}

function inTransaction(work: () => unknown): unknown {
  begin();
  try {
    const result = work();
    database.exec("COMMIT");
    return result;
  } finally {
    rollback();
  }
}

function runStatement(sql: string, values: unknown[]): unknown {
  const statement: Database.Statement<unknown[], unknown> = statements.get(sql);
  if (!statement.reader) return { rows: [], affected: statement.run(values).changes };
  const rows = statement.all(values);
  return { rows, affected: rows.length };
}

function perform(task: WorkerTask): unknown {
  switch (task.kind) {
    case "program": {
      if (program === null) throw new Error("No program is loaded in the SQLite writer.");
      return inTransaction(() => program.run(database, task.name, task.payload));
    }
    case "begin":
      return begin();
    case "statement":
      if (settings.mode === "reader" || database.inTransaction) return runStatement(task.sql, task.values);
      return inTransaction(() => runStatement(task.sql, task.values));
    case "commit":
      return database.exec("COMMIT") && undefined;
    case "rollback":
      return rollback();
    case "close":
      return database.close() && undefined;
  }
}

function answer(request: WorkerRequest): WorkerAnswer {
  try {
    return { id: request.id, ok: true, result: perform(request.task) };
  } catch (error) {
    const { message, stack = "" } = error instanceof Error ? error : new Error(String(error));
    return { id: request.id, ok: false, error: { message, code: driverCode(error), stack } };
  }
}

port.on("message", (request: WorkerRequest) => {
  port.postMessage(answer(request));
  if (request.task.kind === "close") port.close();
});
