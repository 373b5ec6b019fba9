import type { SqlStore } from "@/server/kernel/database/sql";
import { logger } from "@/server/kernel/logger";
import { maskCredentials } from "@/server/providers/scrub";
import { packBody } from "@/server/usage/body/codec";
import { BodyCapture, type CapturedBody } from "./body-capture";
import { type Trace, wellFormed } from "./trace";

export type BodySettings = { keep: "off" | "errors" | "all"; limitBytes: number };

export type BodyKeeperOptions = {
  /** What waits to be written may fill so much memory; what comes beyond it is dropped. */
  queueBytesMax: number;
  /** A batch waits so long for others to join it. */
  delayMs: number;
};

const DEFAULTS: BodyKeeperOptions = { queueBytesMax: 32 * 1024 * 1024, delayMs: 200 };
const ROWS_A_BATCH = 32;
const BYTES_A_BATCH = 4 * 1024 * 1024;
const COLUMNS = [
  "request_id",
  "created_at",
  "user_id",
  "request",
  "response",
  "request_bytes",
  "response_bytes",
  "is_cut",
] as const;

type Waiting = { trace: Trace; capture: BodyCapture };

/**
 * Keeps the bodies of requests where the operator wants them kept: beside the settlement, by connections of its own, and
 * never in front of an answer. What finds the queue full, or the database away, is dropped and counted.
 */
export class BodyKeeper {
  readonly #openStore: () => SqlStore;
  readonly #options: BodyKeeperOptions;
  #store: SqlStore | null = null;
  #queue: Waiting[] = [];
  #queuedBytes = 0;
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> | null = null;
  #isFailing = false;
  #droppedCount = 0;

  constructor(openStore: () => SqlStore, options: Partial<BodyKeeperOptions> = {}) {
    this.#openStore = openStore;
    this.#options = { ...DEFAULTS, ...options };
  }

  /** Bytes that wait to be written. */
  get queuedBytes(): number {
    return this.#queuedBytes;
  }

  /** Requests whose bodies were not kept although they should have been. */
  get droppedCount(): number {
    return this.#droppedCount;
  }

  /** What collects the bodies of a request that begins; null where none are kept. */
  open({ keep, limitBytes }: BodySettings): BodyCapture | null {
    return keep === "off" ? null : new BodyCapture(limitBytes);
  }

  /** Takes over what was collected of a request that has ended. Never throws, never waits. */
  keep(trace: Trace, capture: BodyCapture): void {
    if (this.#queuedBytes + capture.byteCount > this.#options.queueBytesMax) {
      this.#droppedCount += 1;
      return;
    }
    this.#queue.push({ trace, capture });
    this.#queuedBytes += capture.byteCount;
    this.#timer ??= setTimeout(() => void this.flush(), this.#options.delayMs).unref();
  }

  /** Resolves when all that was handed over is written, or dropped. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    while (this.#queue.length > 0 || this.#writing) {
      this.#writing ??= this.#writeBatch().finally(() => {
        this.#writing = null;
      });
      await this.#writing;
    }
  }

  /** Writes what waits, and closes the connections. */
  async close(): Promise<void> {
    await this.flush();
    await this.#store?.close();
  }

  async #writeBatch(): Promise<void> {
    const batch = this.#takeBatch();
    try {
      const rows = await Promise.all(batch.map(toValues));
      this.#store ??= this.#openStore();
      const { dialect } = this.#store;
      const sql = `INSERT INTO log_bodies (${COLUMNS.join(", ")}) VALUES ${dialect.rows(rows.length, COLUMNS.length)}`;
      await this.#store.query(sql, rows.flat());
      this.#isFailing = false;
    } catch (error) {
      this.#droppedCount += batch.length;
      if (!this.#isFailing) logger.warn({ err: error, dropped: batch.length }, "bodies of requests could not be kept");
      this.#isFailing = true;
    } finally {
      for (const { capture } of batch) this.#queuedBytes -= capture.byteCount;
    }
  }

  #takeBatch(): Waiting[] {
    let bytes = 0;
    let count = 0;
    for (const { capture } of this.#queue) {
      bytes += capture.byteCount;
      if (count > 0 && (bytes > BYTES_A_BATCH || count >= ROWS_A_BATCH)) break;
      count += 1;
    }
    return this.#queue.splice(0, count);
  }
}

async function toValues({ trace, capture }: Waiting): Promise<unknown[]> {
  const { request, response, secrets } = capture;
  const [packedRequest, packedResponse] = await Promise.all([pack(request, secrets), pack(response, secrets)]);
  return [
    trace.requestId,
    new Date(trace.startedAt),
    trace.userId,
    packedRequest,
    packedResponse,
    request?.byteCount ?? 0,
    response?.byteCount ?? 0,
    request?.isCut === true || response?.isCut === true,
  ];
}

async function pack(body: CapturedBody | null, secrets: readonly string[]): Promise<Buffer | null> {
  return body === null ? null : packBody(wellFormed(maskCredentials(body.text, secrets)));
}
