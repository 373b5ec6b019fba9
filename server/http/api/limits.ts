import type { Redis } from "ioredis";
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from "rate-limiter-flexible";
import { env } from "@/server/kernel/env";
import { openSharedRedis } from "@/server/kernel/shared-redis";
import { ProblemError } from "./problem";

const WINDOW_SECONDS = 60;

/** What is counted: calls of one token, and calls from one address whoever they are of. */
type Scope = "token" | "address";
export type LimitState = { scope: Scope; limit: number; remaining: number; resetSeconds: number };

type Limiter = { points: number; limiter: RateLimiterMemory | RateLimiterRedis };

const HOLDER = Symbol.for("gatehouse.apiLimits");
// Next bundles routes apart, each with its own copy of this module: they share through globalThis.
const shared = globalThis as { [HOLDER]?: { limiters: Map<Scope, Limiter>; redis: Redis | undefined } };

function state() {
  shared[HOLDER] ??= {
    limiters: new Map(),
    redis: env.redisUrl === undefined ? undefined : openSharedRedis(env.redisUrl),
  };
  return shared[HOLDER];
}

/**
 * Takes one call out of a limit: in Redis for all nodes together where there is one, else in this process; a Redis that is
 * away never stops a call. 0 is no limit. Throws ProblemError rate_limited with the time to wait.
 */
export async function takeCall(scope: Scope, id: string, perMinute: number): Promise<LimitState | null> {
  if (perMinute === 0 || id === "") return null;
  try {
    return stateOf(scope, perMinute, await limiterOf(scope, perMinute).consume(id));
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error;
    const limited = stateOf(scope, perMinute, error);
    const what = scope === "token" ? "with this token" : "from this address";
    throw new ProblemError(
      "rate_limited",
      { detail: `At most ${perMinute} calls a minute ${what}.` },
      { ...limitHeaders(limited), "retry-after": String(limited.resetSeconds) },
    );
  }
}

function limiterOf(scope: Scope, points: number): Limiter["limiter"] {
  const { limiters, redis } = state();
  const known = limiters.get(scope);
  if (known?.points === points) return known.limiter;
  const options = { keyPrefix: `gatehouse:api:${scope}`, points, duration: WINDOW_SECONDS };
  const memory = new RateLimiterMemory(options);
  const limiter = redis ? new RateLimiterRedis({ ...options, storeClient: redis, insuranceLimiter: memory }) : memory;
  limiters.set(scope, { points, limiter });
  return limiter;
}

function stateOf(scope: Scope, limit: number, result: RateLimiterRes): LimitState {
  const resetSeconds = Math.max(1, Math.ceil(result.msBeforeNext / 1_000));
  return { scope, limit, remaining: Math.max(0, result.remainingPoints), resetSeconds };
}

/** The headers of the IETF's draft: what the limit is, and what is left of it. */
export function limitHeaders({ scope, limit, remaining, resetSeconds }: LimitState): Record<string, string> {
  return {
    "ratelimit-policy": `"${scope}";q=${limit};w=${WINDOW_SECONDS}`,
    ratelimit: `"${scope}";r=${remaining};t=${resetSeconds}`,
  };
}

/** The limit that a caller meets first. */
export function tighter(left: LimitState | null, right: LimitState | null): LimitState | null {
  if (!left || !right) return left ?? right;
  return left.remaining <= right.remaining ? left : right;
}
