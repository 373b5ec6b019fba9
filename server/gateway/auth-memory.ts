import type Redis from "ioredis";
import { getSetting } from "@/server/configuration/setting/current";
import { BriefRedis } from "@/server/kernel/brief-redis";
import type { Db } from "@/server/kernel/database/client";
import type { TopicMove } from "@/server/kernel/state-move";
import { AuthCache } from "./auth-cache";
import { followChanges } from "./auth-changes";
import { readAuthRows, toAuthEntry } from "./auth-entry";
import { KnownChanges } from "./known-changes";
import { SharedKeys } from "./shared-keys";

/** What a gateway remembers of keys: in its memory, and behind that in Redis, where there is one. */
export type AuthMemory = {
  cache: AuthCache;
  shared: SharedKeys | null;
  /** Lets it follow what the counters have moved by. Throws when the database is away. */
  follow(moves: readonly TopicMove[]): Promise<void>;
};

/** A database answers sooner than this, so a Redis that does not is no help. */
const REDIS_WAIT_MS = 50;
const MS_PER_MINUTE = 60_000;

/** Makes the memory of keys; empty. `build` tells this build's rows from another's. */
export function createAuthMemory(db: Db, { redis, build }: { redis: Redis | undefined; build: string }): AuthMemory {
  const known = new KnownChanges();
  const read = async (hash: string) => (await readAuthRows(db, [hash])).get(hash) ?? null;
  const ttlMs = () => getSetting("caches.sharedKeyMinutes") * MS_PER_MINUTE;
  const shared =
    redis === undefined
      ? null
      : new SharedKeys({ redis: new BriefRedis(redis, { waitMs: REDIS_WAIT_MS }), known, build, ttlMs, read });
  const cache = new AuthCache(async (hash) => {
    const rows = await (shared ? shared.find(hash) : read(hash));
    return rows && toAuthEntry(rows);
  });
  return { cache, shared, follow: (moves) => followChanges({ db, auth: cache, known }, moves) };
}
