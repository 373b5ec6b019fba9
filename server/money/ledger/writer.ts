import { AppError } from "@/server/kernel/errors";
import { logger } from "@/server/kernel/logger";
import type {
  CancelOperation,
  ChargeOperation,
  ChargeOutcome,
  LedgerStore,
  Operation,
  Outcome,
  RecordOperation,
  ReserveOperation,
  ReserveOutcome,
  SettleOperation,
  SettleOutcome,
} from "./operation";

export type LedgerWriterOptions = {
  /** Operations of one transaction at most. */
  batchMax: number;
  /** Settlements and logs kept in memory while the database is away; beyond it, logs of refusals are dropped first. */
  queueMax: number;
  /** How long a reservation or a charge may wait before its request is refused. */
  reserveTimeoutMs: number;
  retryPauseMs: number;
  now: () => number;
};

const DEFAULTS: LedgerWriterOptions = {
  batchMax: 512,
  queueMax: 200_000,
  reserveTimeoutMs: 5_000,
  retryPauseMs: 100,
  now: Date.now,
};
const CONFLICT_RETRIES_MAX = 10;
const OVERDUE_CHECK_MS = 500;
const RETRY_PAUSE_MAX_MS = 1_000;

type Entry = {
  operation: Operation;
  resolve: (outcome: Outcome) => void;
  reject: (error: unknown) => void;
  /** A try failed in a way that may have left it written. */
  isRetry: boolean;
  expiresAt: number;
};

/**
 * Group commit: operations that arrive while a batch is being written are written together in the next one, so the
 * number of transactions follows the database's speed and not the number of requests. Each caller waits for its own
 * outcome; nothing is acknowledged before it is committed. Every operation is idempotent by its request id, which is what
 * makes trying again safe after a lost connection.
 */
export class LedgerWriter {
  readonly #store: LedgerStore;
  readonly #options: LedgerWriterOptions;
  #queue: Entry[] = [];
  #inFlight: Entry[] = [];
  #isRunning = false;
  #isProbeDue = false;
  #isClosed = false;
  #isStopped = false;
  readonly #watch: NodeJS.Timeout;
  #downSince: number | null = null;
  #idle: (() => void)[] = [];

  constructor(store: LedgerStore, options: Partial<LedgerWriterOptions> = {}) {
    this.#store = store;
    this.#options = { ...DEFAULTS, ...options };
    this.#watch = setInterval(() => this.#refuseOverdue(), OVERDUE_CHECK_MS).unref();
  }

  /** Operations not written yet. */
  get queued(): number {
    return this.#queue.length;
  }

  /** Whether the last try to write failed because the database was away. */
  get isDown(): boolean {
    return this.#downSince !== null;
  }

  /**
   * Sets quota aside. Out: whether it was, else what lacked. Throws UNAVAILABLE while the database is away; then it is not
   * known whether the hold was written, and the request must be settled with `isHoldRequired: false`.
   */
  reserve(operation: ReserveOperation): Promise<ReserveOutcome> {
    // While the database is away every request would wait for nothing: refuse at once and let the settlements probe it.
    if (this.isDown || this.#isClosed) return Promise.reject(unavailable());
    return this.#enqueue(operation, this.#options.reserveTimeoutMs) as Promise<ReserveOutcome>;
  }

  /**
   * Reserves and settles in one. Out: whether it passed, else what lacked, and then nothing is written. Throws UNAVAILABLE
   * as `reserve` does; then the request must be cancelled.
   */
  charge(operation: ChargeOperation): Promise<ChargeOutcome> {
    if (this.isDown || this.#isClosed) return Promise.reject(unavailable());
    return this.#enqueue(operation, this.#options.reserveTimeoutMs) as Promise<ChargeOutcome>;
  }

  /** Charges a request that was answered while the database was away; waits as long as it takes. Once per request id. */
  owe(operation: ChargeOperation & { isOwed: true }): Promise<ChargeOutcome> {
    return this.#enqueue(operation, Number.POSITIVE_INFINITY) as Promise<ChargeOutcome>;
  }

  /** Takes the database for away, as whoever starts us could not reach it; it is probed until it is back. */
  assumeDown(): void {
    this.#downSince ??= this.#options.now();
    this.#wake();
  }

  /** Asks the database for a sign of life, by an empty batch: somebody else could not reach it. */
  probe(): void {
    this.#isProbeDue = true;
    this.#wake();
  }

  /** Undoes a charge that may have been written, and writes what became of its request; through an outage too. */
  async cancel(operation: CancelOperation): Promise<void> {
    await this.#enqueue(operation, Number.POSITIVE_INFINITY);
  }

  /** Charges a request and writes its log; waits as long as it takes, through an outage too. Once per request id. */
  settle(operation: SettleOperation): Promise<SettleOutcome> {
    return this.#enqueue(operation, Number.POSITIVE_INFINITY) as Promise<SettleOutcome>;
  }

  /** Writes the log of a request that held nothing. Nobody waits for it; it is dropped when the queue is full. */
  record(operation: RecordOperation): void {
    if (this.#queue.length >= this.#options.queueMax) return;
    this.#enqueue(operation, Number.POSITIVE_INFINITY).catch((error: unknown) => {
      logger.error({ err: error, requestId: operation.log.id }, "a log row could not be written");
    });
  }

  /** Waits until everything queued is written, at most `timeoutMs`, and takes nothing new. Out: whether all was written. */
  async close(timeoutMs: number): Promise<boolean> {
    this.#isClosed = true;
    const isDrained = await this.drain(timeoutMs);
    this.#isStopped = true;
    clearInterval(this.#watch);
    await this.#store.close();
    return isDrained;
  }

  /** Waits until the queue is empty, at most `timeoutMs`. */
  async drain(timeoutMs: number): Promise<boolean> {
    if (!this.#isRunning && this.#queue.length === 0) return true;
    let timer: NodeJS.Timeout | undefined;
    const emptied = new Promise<boolean>((resolve) => this.#idle.push(() => resolve(true)));
    const elapsed = new Promise<boolean>((resolve) => {
      timer = setTimeout(() => resolve(false), timeoutMs);
    });
    const isDrained = await Promise.race([emptied, elapsed]);
    clearTimeout(timer);
    return isDrained;
  }

  #enqueue(operation: Operation, timeoutMs: number): Promise<Outcome> {
    return new Promise((resolve, reject) => {
      const expiresAt = this.#options.now() + timeoutMs;
      this.#queue.push({ operation, resolve, reject, isRetry: false, expiresAt });
      this.#wake();
    });
  }

  #wake(): void {
    if (this.#isRunning) return;
    this.#isRunning = true;
    // After the sockets that are readable now: their requests join the first batch.
    setImmediate(() => void this.#run());
  }

  async #run(): Promise<void> {
    // An empty batch probes a database that is away: with nothing to settle, nobody else would notice its return.
    while (!this.#isStopped && (this.#queue.length > 0 || ((this.isDown || this.#isProbeDue) && !this.#isClosed))) {
      this.#isProbeDue = false;
      this.#inFlight = this.#queue.splice(0, this.#options.batchMax);
      await this.#write(this.#inFlight);
    }
    this.#inFlight = [];
    this.#isRunning = false;
    for (const resolve of this.#idle.splice(0)) resolve();
  }

  /** A connection that hangs answers nothing for long; requests must not wait with it. */
  #refuseOverdue(): void {
    const now = this.#options.now();
    for (const entry of [...this.#queue, ...this.#inFlight]) if (entry.expiresAt < now) entry.reject(unavailable());
    this.#queue = this.#queue.filter((entry) => entry.expiresAt >= now);
  }

  async #write(entries: Entry[]): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        await this.#commit(entries);
        return;
      } catch (error) {
        if (this.#store.isConflict(error) && attempt < CONFLICT_RETRIES_MAX) {
          await pause(Math.random() * attempt * 5);
          continue;
        }
        if (this.#store.isUnavailable(error)) return this.#keepForLater(entries, error);
        if (entries.length > 1) return this.#writeOneByOne(entries, error);
        logger.error({ err: error }, "a ledger operation failed");
        for (const entry of entries) entry.reject(error);
        return;
      }
    }
  }

  async #commit(entries: Entry[]): Promise<void> {
    const operations = entries.map((entry) => entry.operation);
    const isRetry = entries.some((entry) => entry.isRetry);
    const outcomes = await this.#store.write({ operations, now: this.#options.now(), isRetry });
    if (this.#downSince !== null) {
      logger.warn({ seconds: (this.#options.now() - this.#downSince) / 1_000 }, "the database is back");
      this.#downSince = null;
    }
    entries.forEach((entry, index) => {
      const outcome = outcomes[index];
      if (outcome) entry.resolve(outcome);
      else entry.reject(new AppError("INTERNAL", { message: "ledger: an operation has no outcome" }));
    });
  }

  /** One operation that the database refuses must not take its neighbours with it. */
  async #writeOneByOne(entries: Entry[], cause: unknown): Promise<void> {
    logger.error(
      { err: cause, operations: entries.length },
      "a ledger batch failed; its operations are tried one by one",
    );
    // Its commit may have gone through all the same.
    for (const entry of entries) entry.isRetry = true;
    for (const entry of entries) await this.#write([entry]);
  }

  /** The database is away: waiting requests are refused, settlements go back to the head of the queue. */
  async #keepForLater(entries: Entry[], error: unknown): Promise<void> {
    const now = this.#options.now();
    if (this.#downSince === null) {
      this.#downSince = now;
      logger.error({ err: error }, "the database is away; settlements are kept until it is back");
    }
    for (const entry of entries) entry.isRetry = true;
    this.#queue.unshift(...entries);
    this.#queue = this.#queue.filter((entry) => {
      if (!isWaitedFor(entry.operation)) return true;
      entry.reject(unavailable(error));
      return false;
    });
    await pause(Math.min(RETRY_PAUSE_MAX_MS, Math.max(this.#options.retryPauseMs, (now - this.#downSince) / 4)));
  }
}

/** A request that was not answered yet waits for it. */
function isWaitedFor(operation: Operation): boolean {
  return operation.kind === "reserve" || (operation.kind === "charge" && !operation.isOwed);
}

/** The refusal of a request while the database is away; clients may try again soon. */
function unavailable(cause?: unknown): AppError {
  return new AppError("UNAVAILABLE", { reason: "gateway.database_unavailable", cause });
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
