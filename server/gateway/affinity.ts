import type Redis from "ioredis";
import { LRUCache } from "lru-cache";
import { BriefRedis } from "@/server/kernel/brief-redis";

export type AffinitySettings = { ttlMs: number; switchesOnSuccess: boolean };

type Asker = { userId: string | null; groupName: string; model: string };
type Kept = { channelId: string; sureUntilMs: number };

const ENTRIES_MAX = 100_000;
/** A request waits no longer to learn which channel the other gateways would ask. */
const REDIS_WAIT_MS = 20;
/** What is in memory is held against what the other gateways know once in a while, so that they agree in the end. */
const SURE_MS = 5_000;
/** Another gateway may have found another channel meanwhile: that one stays. */
const DELETE_IF_SAME = "if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end return 0";

/**
 * Remembers which channel served a user's model, so that the next request finds the upstream's cache of the same prompt
 * warm: in memory, and for all gateways together in Redis where there is one. Forgetting costs a cache miss upstream and
 * nothing else, so nobody waits for a Redis that does not answer.
 */
export class ChannelAffinity {
  readonly #kept = new LRUCache<string, Kept>({ max: ENTRIES_MAX });
  readonly #shared: BriefRedis | null;
  readonly #now: () => number;

  /** `now`: milliseconds that only go forward. */
  constructor(redis?: Redis, now = () => performance.now()) {
    this.#shared = redis ? new BriefRedis(redis, { waitMs: REDIS_WAIT_MS }) : null;
    this.#now = now;
  }

  /** The channel to ask first, or null: at once where this process knows, or there is nobody else to ask. */
  preferred(asker: Asker, settings: AffinitySettings | null): string | null | Promise<string | null> {
    if (settings === null || asker.userId === null) return null;
    const key = keyOf(asker);
    const kept = this.#kept.get(key);
    const isSure = kept !== undefined && this.#now() < kept.sureUntilMs;
    if (isSure || this.#shared === null) return kept?.channelId ?? null;
    return this.#ask(this.#shared, key);
  }

  /** The life of what is kept begins anew with each success. */
  succeeded(asker: Asker, channelId: string, settings: AffinitySettings | null): void {
    if (settings === null || asker.userId === null) return;
    const key = keyOf(asker);
    const kept = this.#kept.get(key);
    const { ttlMs, switchesOnSuccess } = settings;
    if (kept !== undefined && kept.channelId !== channelId && !switchesOnSuccess) return;
    this.#keep(key, channelId, ttlMs);
    const isFirst = kept === undefined && !switchesOnSuccess;
    this.#shared?.tell((redis) =>
      isFirst ? redis.set(key, channelId, "PX", ttlMs, "NX") : redis.set(key, channelId, "PX", ttlMs),
    );
  }

  /** A channel that failed is not asked first again. */
  failed(asker: Asker, channelId: string, settings: AffinitySettings | null): void {
    if (settings === null || asker.userId === null || !settings.switchesOnSuccess) return;
    const key = keyOf(asker);
    if (this.#kept.get(key)?.channelId !== channelId) return;
    this.#kept.delete(key);
    this.#shared?.tell((redis) => redis.eval(DELETE_IF_SAME, 1, key, channelId));
  }

  async #ask(shared: BriefRedis, key: string): Promise<string | null> {
    const answers = await shared.ask((redis) => redis.pipeline().get(key).pttl(key).exec());
    if (!answers) return this.#kept.get(key)?.channelId ?? null;
    const [channelId, leftMs] = answers.map(([error, value]) => (error ? null : value));
    if (typeof channelId === "string" && typeof leftMs === "number" && leftMs > 0) this.#keep(key, channelId, leftMs);
    else this.#kept.delete(key);
    return this.#kept.get(key)?.channelId ?? null;
  }

  #keep(key: string, channelId: string, ttl: number): void {
    this.#kept.set(key, { channelId, sureUntilMs: this.#now() + SURE_MS }, { ttl });
  }
}

function keyOf({ userId, groupName, model }: Asker): string {
  return `gatehouse:affinity:${userId}\n${groupName}\n${model}`;
}
