import type Redis from "ioredis";

/** After a failure Redis is left alone for so long; then one command tries whether it is back. */
const REST_MS = 2_000;
/** What a Redis that hangs has not taken yet lies in memory. */
const TOLD_AT_ONCE_MAX = 1_000;

/**
 * Redis for what can be done without: an answer that does not come in time, or not at all, is none. Who asks waits once for
 * a Redis that hangs, and everybody else not at all until it answers again.
 */
export class BriefRedis {
  readonly #redis: Redis;
  readonly #waitMs: number;
  #restsUntilMs = 0;
  #failures = 0;
  #telling = 0;

  constructor(redis: Redis, { waitMs }: { waitMs: number }) {
    this.#redis = redis;
    this.#waitMs = waitMs;
  }

  /** How often Redis was asked and did not answer. */
  get failures(): number {
    return this.#failures;
  }

  /** Asks Redis. Out: its answer; undefined without one. Never throws. */
  async ask<T>(command: (redis: Redis) => Promise<T>): Promise<T | undefined> {
    if (this.#redis.status !== "ready" || performance.now() < this.#restsUntilMs) return undefined;
    // Before it is known how this one ends: of many at once only those that are on their way already wait.
    const isTrying = this.#restsUntilMs > 0;
    if (isTrying) this.#rest();
    try {
      const answer = await inTime(command(this.#redis), this.#waitMs);
      this.#restsUntilMs = 0;
      return answer;
    } catch {
      this.#failures += 1;
      this.#rest();
      return undefined;
    }
  }

  /** Tells Redis something; nobody waits, and what is lost is lost. */
  tell(command: (redis: Redis) => Promise<unknown>): void {
    if (this.#redis.status !== "ready" || this.#telling >= TOLD_AT_ONCE_MAX) return;
    this.#telling += 1;
    command(this.#redis)
      .catch(() => {
        this.#failures += 1;
      })
      .finally(() => {
        this.#telling -= 1;
      });
  }

  #rest(): void {
    this.#restsUntilMs = performance.now() + REST_MS;
  }
}

function inTime<T>(answer: Promise<T>, waitMs: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("no answer in time")), waitMs);
    answer.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
