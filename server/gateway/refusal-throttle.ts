import { LRUCache } from "lru-cache";

const WINDOW_MS = 60_000;
const SUBJECTS_MAX = 10_000;

/**
 * How many log rows of refusals one caller may cause a minute. Refusing is cheap for us and free for them; without a
 * limit anybody could fill the log with wrong keys. A refusal over the limit is answered all the same, and counted in the metrics.
 */
export class RefusalThrottle {
  readonly #counts = new LRUCache<string, { windowAt: number; count: number }>({ max: SUBJECTS_MAX });
  readonly #knownMax: number;
  readonly #unknownMax: number;

  constructor({ knownMax = 2_000, unknownMax = 20 }: { knownMax?: number; unknownMax?: number } = {}) {
    this.#knownMax = knownMax;
    this.#unknownMax = unknownMax;
  }

  /** Whether a refusal of this token (or of this address, when the key is unknown) is written. */
  allows(who: { tokenId: string | null; ip: string }, now: number): boolean {
    const subject = who.tokenId ?? `ip:${who.ip}`;
    const max = who.tokenId === null ? this.#unknownMax : this.#knownMax;
    const known = this.#counts.get(subject);
    if (!known || now - known.windowAt >= WINDOW_MS) {
      this.#counts.set(subject, { windowAt: now, count: 1 });
      return true;
    }
    known.count += 1;
    return known.count <= max;
  }
}
