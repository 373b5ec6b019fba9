/**
 * One timer for the slow checks of all running requests (pings, total time-outs), instead of several a request.
 * A listener is called about every `intervalMs` until it is removed.
 */
export class Ticker {
  readonly #intervalMs: number;
  readonly #listeners = new Set<() => void>();
  #timer: NodeJS.Timeout | undefined;

  constructor(intervalMs: number) {
    this.#intervalMs = intervalMs;
  }

  /** Out: what removes the listener. */
  add(listener: () => void): () => void {
    this.#listeners.add(listener);
    this.#timer ??= setInterval(() => this.#tick(), this.#intervalMs).unref();
    return () => this.#listeners.delete(listener);
  }

  #tick(): void {
    for (const listener of this.#listeners) listener();
    if (this.#listeners.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}
