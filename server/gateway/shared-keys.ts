import superjson from "superjson";
import type { BriefRedis } from "@/server/kernel/brief-redis";
import { openText, sealText } from "@/server/kernel/sealed-text";
import type { AuthRows } from "./auth-entry";
import type { KnownChanges, Stamp } from "./known-changes";

type Deps = {
  redis: BriefRedis;
  known: KnownChanges;
  /** Rows change with the build: what another one wrote is not read. */
  build: string;
  /** How long a value is kept; 0: none is. */
  ttlMs: () => number;
  read: (hash: string) => Promise<AuthRows | null>;
};

type Stored = { stamp: Stamp; rows: AuthRows };

const PURPOSE = "gateway keys";

/**
 * Rows of keys in Redis, for all gateways together, behind the memory of each. A value carries the versions that were in
 * force when it was read, and is used only where no change of its account has been seen since: nothing has to be deleted,
 * so no delete can come too late. It is sealed, so that whoever writes to Redis makes no key of his own. Keys that nobody
 * has are not kept there.
 */
export class SharedKeys {
  readonly #deps: Deps;
  #hits = 0;
  #misses = 0;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  /** How often Redis had what was not in memory, and how often it did not or was away. */
  get figures(): { hits: number; misses: number } {
    return { hits: this.#hits, misses: this.#misses };
  }

  /** What is known of a key, from Redis or else from the database; null: nobody has it. Throws when the database is away. */
  async find(hash: string): Promise<AuthRows | null> {
    if (this.#deps.ttlMs() === 0) return this.#deps.read(hash);
    const name = `gatehouse:key:${this.#deps.build}:${hash}`;
    const kept = await this.#kept(name, hash);
    if (kept) {
      this.#hits += 1;
      return kept;
    }
    this.#misses += 1;
    // Before the rows, so that they are as new as these versions at least.
    const { stamp } = this.#deps.known;
    const rows = await this.#deps.read(hash);
    if (rows && stamp) this.#keep(name, { stamp, rows });
    return rows;
  }

  async #kept(name: string, hash: string): Promise<AuthRows | null> {
    const sealed = await this.#deps.redis.ask((redis) => redis.getBuffer(name));
    const text = sealed ? openText(sealed, { purpose: PURPOSE, name }) : null;
    if (text === null) return null;
    const { stamp, rows } = superjson.parse<Stored>(text);
    const isCurrent = rows.key.hash === hash && this.#deps.known.isCurrent(stamp, rows.key.token.user.id);
    return isCurrent ? rows : null;
  }

  #keep(name: string, stored: Stored): void {
    const sealed = sealText(superjson.stringify(stored), { purpose: PURPOSE, name });
    this.#deps.redis.tell((redis) => redis.set(name, sealed, "PX", this.#deps.ttlMs()));
  }
}
