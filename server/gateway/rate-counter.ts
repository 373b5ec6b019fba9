import type Redis from "ioredis";
import { LRUCache } from "lru-cache";
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from "rate-limiter-flexible";

/** A limit: so many points for each id within a window that begins with the first of them. */
export type RateWindow = { name: string; points: number; seconds: number };

/** How an id stands in a window. `resetMs` until the window ends. */
export type RateState = { isOver: boolean; remaining: number; resetMs: number };

type Limiter = RateLimiterMemory | RateLimiterRedis;

/** Limits that were changed or belong to channels that are gone fall out of memory. */
const LIMITERS_MAX = 1_000;

/**
 * Counts in Redis for all nodes together where there is one, else in this process. A Redis that is away never stops a
 * request: this process counts on alone.
 */
export class RateCounter {
  readonly #redis: Redis | undefined;
  readonly #limiters = new LRUCache<string, Limiter>({ max: LIMITERS_MAX });

  constructor(redis?: Redis) {
    this.#redis = redis;
  }

  /** Takes one point, if there is one left. */
  async take(window: RateWindow, id: string): Promise<RateState> {
    try {
      return toState(await this.#limiter(window).consume(id), window);
    } catch (error) {
      if (!(error instanceof RateLimiterRes)) throw error;
      return { isOver: true, remaining: 0, resetMs: Math.max(1, error.msBeforeNext) };
    }
  }

  /** Looks without taking. Over as soon as no point is left. */
  async look(window: RateWindow, id: string): Promise<RateState> {
    const found = await this.#limiter(window).get(id);
    if (!found) return { isOver: false, remaining: window.points, resetMs: window.seconds * 1_000 };
    return { ...toState(found, window), isOver: found.consumedPoints >= window.points };
  }

  /** Counts points that were used without asking first, such as the tokens of an answer. */
  async add(window: RateWindow, id: string, points: number): Promise<void> {
    if (points > 0) await this.#limiter(window).penalty(id, points);
  }

  #limiter({ name, points, seconds }: RateWindow): Limiter {
    const key = `${name}|${points}|${seconds}`;
    const known = this.#limiters.get(key);
    if (known) return known;
    // The length is part of the name: a window of another length is another count.
    const options = { keyPrefix: `gatehouse:rate:${name}:${seconds}`, points, duration: seconds };
    const memory = new RateLimiterMemory(options);
    const limiter = this.#redis
      ? new RateLimiterRedis({ ...options, storeClient: this.#redis, insuranceLimiter: memory })
      : memory;
    this.#limiters.set(key, limiter);
    return limiter;
  }
}

function toState(result: RateLimiterRes, { points }: RateWindow): RateState {
  const remaining = Math.max(0, points - result.consumedPoints);
  return { isOver: result.consumedPoints > points, remaining, resetMs: Math.max(1, result.msBeforeNext) };
}
