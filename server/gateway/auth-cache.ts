import { LRUCache } from "lru-cache";
import type { AuthEntry } from "./auth-entry";

const ENTRIES_MAX = 50_000;
/** Unknown keys are remembered too, or guessing them would be a way to load the database; briefly, as they cost memory. */
const UNKNOWN_TTL_MS = 10_000;

type Found = { entry: AuthEntry | null };

/**
 * Auth entries by key hash. `clear` is called when accounts or tokens have changed; an entry read before that and arriving
 * after it is used for its own request and not kept.
 */
export class AuthCache {
  readonly #find: (hash: string) => Promise<AuthEntry | null>;
  readonly #entries = new LRUCache<string, Found>({ max: ENTRIES_MAX });
  readonly #pending = new Map<string, Promise<AuthEntry | null>>();
  #generation = 0;
  #hits = 0;
  #misses = 0;

  constructor(find: (hash: string) => Promise<AuthEntry | null>) {
    this.#find = find;
  }

  /** The entry if it is in memory; undefined when it must be read. */
  peek(hash: string): AuthEntry | null | undefined {
    const found = this.#entries.get(hash);
    if (found) this.#hits += 1;
    else this.#misses += 1;
    return found?.entry;
  }

  /** Reads an entry; requests of the same key wait for one read. */
  read(hash: string): Promise<AuthEntry | null> {
    const pending = this.#pending.get(hash);
    if (pending) return pending;
    const reading = this.#readNow(hash);
    this.#pending.set(hash, reading);
    return reading;
  }

  async #readNow(hash: string): Promise<AuthEntry | null> {
    const generation = this.#generation;
    try {
      const entry = await this.#find(hash);
      if (generation === this.#generation) this.#entries.set(hash, { entry }, entry ? {} : { ttl: UNKNOWN_TTL_MS });
      return entry;
    } finally {
      if (generation === this.#generation) this.#pending.delete(hash);
    }
  }

  /** How often a key was in memory since the start, and how many are now. */
  get figures(): { hits: number; misses: number; entries: number } {
    return { hits: this.#hits, misses: this.#misses, entries: this.#entries.size };
  }

  clear(): void {
    this.#generation += 1;
    this.#entries.clear();
    this.#pending.clear();
  }
}
