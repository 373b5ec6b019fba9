import type { Db } from "./database/client";
import { logger } from "./logger";
import { movesOf, type TopicMove } from "./state-move";
import { onStateAnnounced } from "./state-notice";
import type { StateTopic } from "./state-schema";
import type { StateSignal } from "./state-signal";
import { readStateVersions, type StateVersion } from "./state-version";

type Run = (moves: readonly TopicMove[]) => Promise<void> | void;
type Reload = { topics: readonly StateTopic[]; run: Run; seen: ReadonlyMap<string, bigint> | null };

/** A topic whose counter has moved, and the version that is in force here now. */
export type StateMove = { topic: string; version: bigint };

export type StateWatchOptions = {
  /** Redis, where there is one. */
  signal?: StateSignal | undefined;
  pollMs?: number;
  /** How often to look while the signal is up: for what it loses. */
  signalledPollMs?: number;
};

/** What the watch counts, for metrics and the Health page. */
export type StateWatchFigures = { checks: number; failedChecks: number; reloads: number };

const POLL_MS = 250;
const SIGNALLED_POLL_MS = 1_000;

/**
 * Reloads what this process keeps in memory when its counter has moved. It looks four times a second, by one cheap query;
 * where Redis tells it of changes it looks at once, and once a second besides. So a revoked key or a switched-off channel is
 * out of use well within two seconds on every node, whoever made the change and whatever becomes of Redis.
 */
export class StateWatch {
  readonly #db: Db;
  readonly #signal: StateSignal | undefined;
  readonly #pollMs: number;
  readonly #signalledPollMs: number;
  readonly #reloads: Reload[] = [];
  readonly #listeners = new Set<(moves: readonly StateMove[]) => void>();
  readonly #figures: StateWatchFigures = { checks: 0, failedChecks: 0, reloads: 0 };
  #versions = new Map<string, bigint>();
  #lagMs: number | null = null;
  #checkedAtMs: number | null = null;
  #running: Promise<void> | null = null;
  #next: Promise<void> | null = null;
  #timer: NodeJS.Timeout | undefined;
  #endAnnouncements: (() => void) | undefined;
  #onFailing: (() => void) | undefined;
  #isStopped = false;
  #isFailing = false;

  constructor(db: Db, options: StateWatchOptions = {}) {
    this.#db = db;
    this.#signal = options.signal;
    this.#pollMs = options.pollMs ?? POLL_MS;
    this.#signalledPollMs = options.signalledPollMs ?? SIGNALLED_POLL_MS;
  }

  /** Calls `run` with what has moved of the topics, first with all of them; one call at a time, and again when it fails. */
  on(topics: readonly StateTopic[], run: Run): void {
    this.#reloads.push({ topics, run, seen: null });
  }

  /** Hears of what has moved once it is in force here. Out: what ends it. */
  listen(listener: (moves: readonly StateMove[]) => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  /** Hears when the counters can no longer be read. */
  onFailing(listener: () => void): void {
    this.#onFailing = listener;
  }

  /** Loads everything once (errors pass through), then keeps watching. */
  async start(): Promise<void> {
    await this.check();
    this.keepLooking();
  }

  /** Keeps watching, and loads everything once that succeeds. */
  keepLooking(): void {
    const look = () => void this.check().catch(() => undefined);
    this.#endAnnouncements = onStateAnnounced(look);
    this.#signal?.onMessage(look);
    this.#schedule();
  }

  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    this.#endAnnouncements?.();
    this.#listeners.clear();
  }

  /** The version of each topic that is in force here. */
  get versions(): ReadonlyMap<string, bigint> {
    return this.#versions;
  }

  /** From the database's commit of the newest change to its being in force here, by the database's clock; null before the first. */
  get lagMs(): number | null {
    return this.#lagMs;
  }

  get figures(): Readonly<StateWatchFigures> {
    return this.#figures;
  }

  /** Since when the counters could not be read, in milliseconds; Infinity before the first time. */
  get staleMs(): number {
    return this.#checkedAtMs === null ? Number.POSITIVE_INFINITY : performance.now() - this.#checkedAtMs;
  }

  /**
   * Looks at the counters and reloads what has moved. A look that is under way may have read them before the change the caller
   * knows of, so the answer is that of one that began after the call; callers meanwhile share it.
   */
  check(): Promise<void> {
    this.#next ??= this.#afterRunning();
    return this.#next;
  }

  async #afterRunning(): Promise<void> {
    await this.#running?.catch(() => undefined);
    this.#next = null;
    this.#running = this.#checkNow();
    try {
      await this.#running;
      this.#report(null);
    } catch (error) {
      this.#report(error);
      throw error;
    }
  }

  /** The counter is read before the rows, so no change is missed. */
  async #checkNow(): Promise<void> {
    const askedAt = performance.now();
    this.#figures.checks += 1;
    const rows = await readStateVersions(this.#db);
    const readAt = performance.now();
    const versions = new Map(rows.map((row) => [row.topic, row.version]));
    for (const reload of this.#reloads) {
      const moves = movesOf(reload.topics, reload.seen, versions);
      if (moves.length === 0) continue;
      await reload.run(moves);
      this.#figures.reloads += 1;
      reload.seen = versions;
    }
    this.#checkedAtMs = askedAt;
    this.#tell(rows, readAt);
  }

  #tell(rows: readonly StateVersion[], readAt: number): void {
    const isFirst = this.#versions.size === 0;
    const moved = rows.filter((row) => this.#versions.get(row.topic) !== row.version);
    this.#versions = new Map(rows.map((row) => [row.topic, row.version]));
    if (isFirst || moved.length === 0) return;
    const ages = moved.flatMap(({ ageMs }) => (ageMs === null ? [] : [ageMs]));
    // The time since the database was read is this process's own: its clock is compared with itself alone.
    if (ages.length > 0) this.#lagMs = Math.round(Math.max(...ages) + (performance.now() - readAt));
    const moves = moved.map(({ topic, version }) => ({ topic, version }));
    for (const listener of this.#listeners) {
      try {
        listener(moves);
      } catch (error) {
        logger.error({ err: error }, "who hears of changes failed");
      }
    }
  }

  #schedule(): void {
    if (this.#isStopped) return;
    const delayMs = this.#signal?.state.isUp ? this.#signalledPollMs : this.#pollMs;
    this.#timer = setTimeout(() => {
      this.check()
        .catch(() => undefined)
        .finally(() => this.#schedule());
    }, delayMs);
    this.#timer.unref();
  }

  /** Says once that watching fails, and once that it works again. */
  #report(error: unknown): void {
    const isFailing = error !== null;
    if (isFailing) this.#figures.failedChecks += 1;
    if (isFailing === this.#isFailing) return;
    this.#isFailing = isFailing;
    if (isFailing) this.#onFailing?.();
    if (isFailing) logger.error({ err: error }, "state cannot be reloaded; the last one stays in force");
    else logger.info("state is being reloaded again");
  }
}
