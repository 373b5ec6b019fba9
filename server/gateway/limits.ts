import type Redis from "ioredis";
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from "rate-limiter-flexible";
import { rateLimited } from "./errors";

export type LimitSettings = {
  /** Requests a minute; 0 is no limit. */
  perUser: number;
  perToken: number;
  /** Requests at the same time in this process; 0 is no limit. */
  concurrentPerUser: number;
};

/** The tighter of the limits in force, for the x-ratelimit headers; null when none is. */
export type LimitState = { limit: number; remaining: number; resetMs: number };

/** What a request holds of the limits; `release` must be called once when it ends. */
export type LimitPass = { state: LimitState | null; release: () => void };

type Limiter = { points: number; limiter: RateLimiterMemory | RateLimiterRedis };
type Scope = "user" | "token";

const WINDOW_SECONDS = 60;
const FREE_PASS: LimitPass = { state: null, release: () => undefined };

/** Counts requests by user and token: in Redis for all nodes together where there is one, else in this process. */
export class RequestLimits {
  readonly #redis: Redis | undefined;
  readonly #limiters = new Map<Scope, Limiter>();
  readonly #running = new Map<string, number>();

  constructor(redis?: Redis) {
    this.#redis = redis;
  }

  /**
   * Takes one request out of the limits. Throws GatewayError 429 that names the limit and when it lets one through again.
   * A Redis that is away never stops a request: this process counts on alone.
   */
  async take(who: { userId: string; tokenId: string }, settings: LimitSettings): Promise<LimitPass> {
    if (settings.perUser === 0 && settings.perToken === 0 && settings.concurrentPerUser === 0) return FREE_PASS;
    const release = this.#enter(who.userId, settings.concurrentPerUser);
    try {
      const ofToken = await this.#count("token", who.tokenId, settings.perToken);
      const ofUser = await this.#count("user", who.userId, settings.perUser);
      return { state: tighter(ofToken, ofUser), release };
    } catch (error) {
      release();
      throw error;
    }
  }

  #enter(userId: string, max: number): () => void {
    if (max === 0) return () => undefined;
    const running = this.#running.get(userId) ?? 0;
    if (running >= max) {
      const message = `You have reached your limit of ${max} requests at the same time.`;
      throw rateLimited("concurrency_limit_exceeded", message, 1_000);
    }
    this.#running.set(userId, running + 1);
    return () => {
      const left = (this.#running.get(userId) ?? 1) - 1;
      if (left > 0) this.#running.set(userId, left);
      else this.#running.delete(userId);
    };
  }

  async #count(scope: Scope, id: string, points: number): Promise<LimitState | null> {
    if (points === 0) return null;
    try {
      const result = await this.#limiter(scope, points).consume(id);
      return { limit: points, remaining: result.remainingPoints, resetMs: result.msBeforeNext };
    } catch (error) {
      if (!(error instanceof RateLimiterRes)) throw error;
      const owner = scope === "user" ? "your account" : "this API key";
      const message = `You have reached the limit of ${points} requests per minute for ${owner}.`;
      throw rateLimited("rate_limit_exceeded", message, Math.max(1, error.msBeforeNext));
    }
  }

  #limiter(scope: Scope, points: number): RateLimiterMemory | RateLimiterRedis {
    const known = this.#limiters.get(scope);
    if (known?.points === points) return known.limiter;
    const options = { keyPrefix: `gatehouse:rpm:${scope}`, points, duration: WINDOW_SECONDS };
    const memory = new RateLimiterMemory(options);
    const limiter = this.#redis
      ? new RateLimiterRedis({ ...options, storeClient: this.#redis, insuranceLimiter: memory })
      : memory;
    this.#limiters.set(scope, { points, limiter });
    return limiter;
  }
}

function tighter(left: LimitState | null, right: LimitState | null): LimitState | null {
  if (!left || !right) return left ?? right;
  return left.remaining <= right.remaining ? left : right;
}

/** OpenAI's headers for a limit in force. */
export function limitHeaders(state: LimitState): Record<string, string> {
  return {
    "x-ratelimit-limit-requests": String(state.limit),
    "x-ratelimit-remaining-requests": String(Math.max(0, state.remaining)),
    "x-ratelimit-reset-requests": duration(state.resetMs),
  };
}

/** `1s`, `6m0s`, `120ms`: as OpenAI writes durations. */
function duration(ms: number): string {
  if (ms < 1_000) return `${Math.ceil(ms)}ms`;
  const seconds = Math.ceil(ms / 1_000);
  return seconds < 60 ? `${seconds}s` : `${Math.floor(seconds / 60)}m${seconds % 60}s`;
}
