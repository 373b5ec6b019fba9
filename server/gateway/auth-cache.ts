import { LRUCache } from "lru-cache";
import type { AuthEntry } from "./auth-entry";

const ENTRIES_MAX = 50_000;
/** Unknown keys are remembered too, or guessing them would be a way to load the database; briefly, as they cost memory. */
const UNKNOWN_TTL_MS = 10_000;

/** What changed while a key was being read: accounts, or all of them. */
type Reading = { entry: Promise<AuthEntry | null>; changed: Set<string>; isAllChanged: boolean };

/**
 * Auth entries by key hash. Changes of accounts and tokens are told by `forget` and `clear`; an entry read before a change of
 * its account and arriving after it is used for its own request and not kept.
 */
export class AuthCache {
  readonly #find: (hash: string) => Promise<AuthEntry | null>;
  readonly #entries = new LRUCache<string, AuthEntry>({
    max: ENTRIES_MAX,
    dispose: ({ userId }, hash, why) => {
      if (why !== "set") this.#leave(userId, hash);
    },
  });
  readonly #hashesOf = new Map<string, Set<string>>();
  readonly #unknown = new LRUCache<string, true>({ max: ENTRIES_MAX, ttl: UNKNOWN_TTL_MS });
  readonly #readings = new Set<Reading>();
  readonly #pending = new Map<string, Reading>();
  #hits = 0;
  #misses = 0;

  constructor(find: (hash: string) => Promise<AuthEntry | null>) {
    this.#find = find;
  }

  /** The entry if it is in memory; undefined when it must be read. */
  peek(hash: string): AuthEntry | null | undefined {
    const found = this.#entries.get(hash) ?? (this.#unknown.has(hash) ? null : undefined);
    if (found === undefined) this.#misses += 1;
    else this.#hits += 1;
    return found;
  }

  /** Reads an entry; requests of the same key wait for one read. */
  read(hash: string): Promise<AuthEntry | null> {
    const pending = this.#pending.get(hash);
    if (pending) return pending.entry;
    const reading: Reading = { entry: this.#find(hash), changed: new Set(), isAllChanged: false };
    this.#readings.add(reading);
    this.#pending.set(hash, reading);
    reading.entry = this.#finish(hash, reading);
    return reading.entry;
  }

  async #finish(hash: string, reading: Reading): Promise<AuthEntry | null> {
    try {
      const entry = await reading.entry;
      if (!reading.isAllChanged) this.#keep(hash, entry, reading.changed);
      return entry;
    } finally {
      this.#readings.delete(reading);
      if (this.#pending.get(hash) === reading) this.#pending.delete(hash);
    }
  }

  #keep(hash: string, entry: AuthEntry | null, changed: ReadonlySet<string>): void {
    if (entry === null) {
      // Whoever changed may have got this key.
      if (changed.size === 0) this.#unknown.set(hash, true);
      return;
    }
    if (changed.has(entry.userId)) return;
    this.#unknown.delete(hash);
    this.#entries.set(hash, entry);
    const hashes = this.#hashesOf.get(entry.userId);
    if (hashes) hashes.add(hash);
    else this.#hashesOf.set(entry.userId, new Set([hash]));
  }

  #leave(userId: string, hash: string): void {
    const hashes = this.#hashesOf.get(userId);
    hashes?.delete(hash);
    if (hashes?.size === 0) this.#hashesOf.delete(userId);
  }

  /** The hashes of keys in memory, the one used last at the head. */
  recent(max: number): string[] {
    return [...this.#entries.keys()].slice(0, max);
  }

  /** How often a key was in memory since the start, and how many are now. */
  get figures(): { hits: number; misses: number; entries: number } {
    return { hits: this.#hits, misses: this.#misses, entries: this.#entries.size + this.#unknown.size };
  }

  /** These accounts or their tokens have changed: their keys are read anew, and so are those that nobody had. */
  forget(accountIds: ReadonlySet<string>): void {
    for (const accountId of accountIds) {
      for (const hash of this.#hashesOf.get(accountId) ?? []) this.#entries.delete(hash);
      for (const reading of this.#readings) reading.changed.add(accountId);
    }
    this.#unknown.clear();
    // Whose these are is not known yet: a request from now on starts a read of its own.
    this.#pending.clear();
  }

  /** Any account may have changed. */
  clear(): void {
    for (const reading of this.#readings) reading.isAllChanged = true;
    this.#entries.clear();
    this.#unknown.clear();
    this.#pending.clear();
  }
}
