import type { RateCounter } from "./rate-counter";
import type { Channel } from "./snapshot";

/** A place in a channel, to be given back once; or how long until it may have one. */
export type ChannelPlace = { isFull: false; release: () => void } | { isFull: true; retryAfterMs: number };

const MINUTE_SECONDS = 60;
/** A running request ends nobody knows when: a second is when it is worth asking again. */
const CONCURRENCY_RETRY_MS = 1_000;
const FREE: ChannelPlace = { isFull: false, release: () => undefined };

/** Keeps channels within the limits that their upstream accounts have. Requests at the same time are counted in each process. */
export class ChannelLimits {
  readonly #counter: RateCounter;
  readonly #running = new Map<string, number>();

  constructor(counter: RateCounter) {
    this.#counter = counter;
  }

  /** Takes a place for one call. A channel without limits costs nothing. */
  async enter(channel: Channel): Promise<ChannelPlace> {
    const { limits, id } = channel;
    if (limits === null) return FREE;
    const running = this.#running.get(id) ?? 0;
    if (limits.concurrentRequests !== undefined && running >= limits.concurrentRequests) {
      return { isFull: true, retryAfterMs: CONCURRENCY_RETRY_MS };
    }
    // Counted before the first wait: of two requests that come at once, only one gets the last place.
    this.#running.set(id, running + 1);
    const release = () => this.#leave(id);
    if (limits.requestsPerMinute === undefined) return { isFull: false, release };
    const window = { name: "channel", points: limits.requestsPerMinute, seconds: MINUTE_SECONDS };
    const state = await this.#counter.take(window, id).catch((error: unknown) => {
      release();
      throw error;
    });
    if (!state.isOver) return { isFull: false, release };
    release();
    return { isFull: true, retryAfterMs: state.resetMs };
  }

  #leave(id: string): void {
    const left = (this.#running.get(id) ?? 1) - 1;
    if (left > 0) this.#running.set(id, left);
    else this.#running.delete(id);
  }
}
