import { LRUCache } from "lru-cache";

export type AffinitySettings = { ttlMs: number; switchesOnSuccess: boolean };

type Asker = { userId: string | null; groupName: string; model: string };

const ENTRIES_MAX = 100_000;

/**
 * Remembers which channel served a user's model, so that the next request finds the upstream's cache of the same prompt
 * warm. In memory of each process: forgetting costs a cache miss upstream and nothing else.
 */
export class ChannelAffinity {
  readonly #kept = new LRUCache<string, string>({ max: ENTRIES_MAX });

  /** The channel to ask first, or null. */
  preferred(asker: Asker, settings: AffinitySettings | null): string | null {
    if (settings === null || asker.userId === null) return null;
    return this.#kept.get(keyOf(asker)) ?? null;
  }

  /** The life of what is kept begins anew with each success. */
  succeeded(asker: Asker, channelId: string, settings: AffinitySettings | null): void {
    if (settings === null || asker.userId === null) return;
    const key = keyOf(asker);
    const kept = this.#kept.get(key);
    if (kept !== undefined && kept !== channelId && !settings.switchesOnSuccess) return;
    this.#kept.set(key, channelId, { ttl: settings.ttlMs });
  }

  /** A channel that failed is not asked first again. */
  failed(asker: Asker, channelId: string, settings: AffinitySettings | null): void {
    if (settings === null || asker.userId === null || !settings.switchesOnSuccess) return;
    const key = keyOf(asker);
    if (this.#kept.get(key) === channelId) this.#kept.delete(key);
  }
}

function keyOf({ userId, groupName, model }: Asker): string {
  return `${userId}\n${groupName}\n${model}`;
}
