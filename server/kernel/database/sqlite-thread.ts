import { Worker } from "node:worker_threads";
import { siblingModule, threadArguments } from "./source-module";
import type { WorkerAnswer, WorkerRequest, WorkerSettings, WorkerTask } from "./sqlite-worker-protocol";

/** An error of a SQLite thread, with the driver's code. */
export class SqliteThreadError extends Error {
  override name = "SqliteThreadError";
  readonly code: string;

  constructor(message: string, code: string) {
    super(message);
    this.code = code;
  }
}

/** The code of work that was under way when the thread ended. */
export const THREAD_ENDED = "SQLITE_THREAD_ENDED";

type Waiting = { resolve: (result: unknown) => void; reject: (error: unknown) => void };

/** The caller's side of a SQLite thread: tasks go in order, each promise ends with its own answer. */
export class SqliteThread {
  readonly #settings: WorkerSettings;
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | undefined;
  #nextId = 1;

  constructor(settings: WorkerSettings) {
    this.#settings = settings;
  }

  /** Tasks that have no answer yet. */
  get pending(): number {
    return this.#waiting.size;
  }

  post(task: WorkerTask): Promise<unknown> {
    this.#worker ??= this.#start();
    const worker = this.#worker;
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      worker.ref();
      const request: WorkerRequest = { id, task };
      worker.postMessage(request);
    });
  }

  /** Closes the connection after the tasks that wait, if a thread was ever started. */
  async end(): Promise<void> {
    if (this.#worker) await this.post({ kind: "close" });
  }

  #start(): Worker {
    const entry = siblingModule(import.meta.url, "sqlite-worker");
    const worker = new Worker(entry, {
      workerData: this.#settings,
      execArgv: threadArguments(entry),
      name: `sqlite-${this.#settings.mode}`,
    });
    // A process that only has an idle writer left may end; work under way keeps it alive, see `post`.
    worker.unref();
    worker.on("message", (answer: WorkerAnswer) => this.#settle(answer));
    worker.on("error", (error) => this.#end(worker, error instanceof Error ? error.message : String(error)));
    worker.on("exit", (code) => this.#end(worker, `exit code ${code}`));
    return worker;
  }

  #settle(answer: WorkerAnswer): void {
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if (this.#waiting.size === 0) this.#worker?.unref();
    if (answer.ok) waiting?.resolve(answer.result);
    else waiting?.reject(new SqliteThreadError(answer.error.message, answer.error.code));
  }

  /** What was under way may or may not be committed, as after a lost connection; the next task starts a new thread. */
  #end(worker: Worker, reason: string): void {
    if (this.#worker !== worker) return;
    this.#worker = undefined;
    for (const { reject } of this.#waiting.values()) {
      reject(new SqliteThreadError(`The SQLite thread has ended: ${reason}`, THREAD_ENDED));
    }
    this.#waiting.clear();
  }
}
