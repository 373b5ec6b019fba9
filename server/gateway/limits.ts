import {
  concurrencyRefusalText,
  type RateScope,
  rateRefusalText,
  windowRefusalText,
} from "@/server/usage/inspector/refusal";
import { type GatewayError, rateLimited } from "./errors";
import type { RateCounter, RateState, RateWindow } from "./rate-counter";

/** How much an account may ask of the models within one window; 0 is no limit. */
export type WindowLimits = { requests: number; successes: number; tokens: number };

export type LimitSettings = {
  /** Requests a minute; 0 is no limit. */
  perUser: number;
  perToken: number;
  /** Requests at the same time in this process; 0 is no limit. */
  concurrentPerUser: number;
  /** Null: no window limits for anybody. */
  window: WindowSettings | null;
};

export type WindowSettings = {
  minutes: number;
  limits: WindowLimits;
  /** What holds for a group in place of the site's limits. */
  byGroup: ReadonlyMap<string, WindowLimits>;
};

/** A limit in force, for the x-ratelimit headers. */
export type LimitState = { limit: number; remaining: number; resetMs: number };
/** The tightest of each kind; null when none is in force. */
export type LimitStates = { requests: LimitState | null; tokens: LimitState | null };

/** What a request holds of the limits; `release` must be called once when it ends, `count` when it was served. */
export type LimitPass = {
  states: LimitStates;
  /** Tokens of prompt and answer together. */
  count: (served: { tokens: number }) => void;
  release: () => void;
};

export type LimitedAccount = { userId: string; tokenId: string; groupName: string };

const MINUTE_SECONDS = 60;
const CONCURRENCY_RETRY_MS = 1_000;
const nothing = () => undefined;
const FREE_PASS: LimitPass = { states: { requests: null, tokens: null }, count: nothing, release: nothing };

/** What an account and its keys may ask for, counted on all nodes together where there is a Redis. */
export class RequestLimits {
  readonly #counter: RateCounter;
  readonly #running = new Map<string, number>();

  constructor(counter: RateCounter) {
    this.#counter = counter;
  }

  /**
   * Takes one request out of the limits. Throws GatewayError 429 that names the limit and when it lets one through again.
   * Served requests and tokens are known only afterwards, so that requests which run at the moment do not count in them yet.
   */
  async take(who: LimitedAccount, settings: LimitSettings): Promise<LimitPass> {
    const { perUser, perToken, concurrentPerUser, window } = settings;
    if (perUser === 0 && perToken === 0 && concurrentPerUser === 0 && window === null) return FREE_PASS;
    const release = this.#enter(who.userId, concurrentPerUser);
    try {
      const ofToken = await this.#perMinute("token", who.tokenId, perToken);
      const ofUser = await this.#perMinute("user", who.userId, perUser);
      const windowed = window ? await this.#windowed(who, window) : null;
      return {
        states: {
          requests: tightest([ofToken, ofUser, ...(windowed?.requests ?? [])]),
          tokens: windowed?.tokens ?? null,
        },
        count: windowed?.count ?? nothing,
        release,
      };
    } catch (error) {
      release();
      throw error;
    }
  }

  #enter(userId: string, max: number): () => void {
    if (max === 0) return nothing;
    const running = this.#running.get(userId) ?? 0;
    if (running >= max) {
      throw rateLimited("concurrency_limit_exceeded", concurrencyRefusalText(max), CONCURRENCY_RETRY_MS);
    }
    this.#running.set(userId, running + 1);
    return () => {
      const left = (this.#running.get(userId) ?? 1) - 1;
      if (left > 0) this.#running.set(userId, left);
      else this.#running.delete(userId);
    };
  }

  async #perMinute(scope: RateScope, id: string, points: number): Promise<LimitState | null> {
    if (points === 0) return null;
    const window = { name: scope, points, seconds: MINUTE_SECONDS };
    const state = await this.#counter.take(window, id);
    if (state.isOver)
      throw rateLimited("rate_limit_exceeded", rateRefusalText(scope, points, state.resetMs), state.resetMs);
    return shown(window, state);
  }

  async #windowed({ userId, groupName }: LimitedAccount, { minutes, limits: ofSite, byGroup }: WindowSettings) {
    const limits = byGroup.get(groupName) ?? ofSite;
    const seconds = minutes * MINUTE_SECONDS;
    const windowOf = (name: keyof WindowLimits): RateWindow => ({ name, points: limits[name], seconds });
    const checked = async (name: keyof WindowLimits): Promise<LimitState | null> => {
      const window = windowOf(name);
      if (window.points === 0) return null;
      const state = await (name === "requests"
        ? this.#counter.take(window, userId)
        : this.#counter.look(window, userId));
      if (state.isOver) throw windowFull(name, { limit: window.points, minutes, resetMs: state.resetMs });
      return shown(window, state);
    };
    // What is only looked at comes first: a request that is refused for it shall not be taken out of the others.
    const tokens = await checked("tokens");
    const successes = await checked("successes");
    const requests = await checked("requests");
    const count = (served: { tokens: number }): void => {
      const add = (name: keyof WindowLimits, points: number) => {
        if (limits[name] > 0) void this.#counter.add(windowOf(name), userId, points).catch(nothing);
      };
      add("successes", 1);
      add("tokens", served.tokens);
    };
    return { requests: [successes, requests], tokens, count };
  }
}

function windowFull(what: keyof WindowLimits, full: { limit: number; minutes: number; resetMs: number }): GatewayError {
  return rateLimited("rate_limit_exceeded", windowRefusalText({ what, ...full }), full.resetMs);
}

function shown({ points }: RateWindow, { remaining, resetMs }: RateState): LimitState {
  return { limit: points, remaining, resetMs };
}

function tightest(states: readonly (LimitState | null)[]): LimitState | null {
  return states.reduce((left, right) => {
    if (!left || !right) return left ?? right;
    return left.remaining <= right.remaining ? left : right;
  }, null);
}

/** OpenAI's headers for the limits in force. */
export function limitHeaders({ requests, tokens }: LimitStates): Record<string, string> {
  return { ...headersOf("requests", requests), ...headersOf("tokens", tokens) };
}

function headersOf(what: "requests" | "tokens", state: LimitState | null): Record<string, string> {
  if (state === null) return {};
  return {
    [`x-ratelimit-limit-${what}`]: String(state.limit),
    [`x-ratelimit-remaining-${what}`]: String(Math.max(0, state.remaining)),
    [`x-ratelimit-reset-${what}`]: duration(state.resetMs),
  };
}

/** `1s`, `6m0s`, `120ms`: as OpenAI writes durations. */
function duration(ms: number): string {
  if (ms < 1_000) return `${Math.ceil(ms)}ms`;
  const seconds = Math.ceil(ms / 1_000);
  return seconds < 60 ? `${seconds}s` : `${Math.floor(seconds / 60)}m${seconds % 60}s`;
}
