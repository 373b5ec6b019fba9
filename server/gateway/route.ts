import type { Candidate, Channel, ChannelKey, Tier } from "./snapshot";

/** Channels that failed in this request; none of them is asked again. */
export type Tried = ReadonlySet<string>;

/**
 * The channel to try next: of the highest priority that still has an untried one, by weight. Weights are taken as they
 * are, so 0 beside others gets nothing; when all are 0 each is as likely. `random` in [0, 1). Null when none is left.
 */
export function selectChannel(tiers: readonly Tier[], tried: Tried, random: () => number): Channel | null {
  for (const tier of tiers) {
    const left = tried.size === 0 ? tier : tier.filter(({ channel }) => !tried.has(channel.id));
    const chosen = drawByWeight(left, random);
    if (chosen) return chosen.channel;
  }
  return null;
}

function drawByWeight(candidates: readonly Candidate[], random: () => number): Candidate | undefined {
  if (candidates.length <= 1) return candidates[0];
  let total = 0;
  for (const { weight } of candidates) total += weight;
  if (total === 0) return candidates[Math.floor(random() * candidates.length)];
  let point = random() * total;
  for (const candidate of candidates) {
    point -= candidate.weight;
    if (point < 0) return candidate;
  }
  // Only rounding leads here; the last one with a weight is the one the point fell on.
  return candidates.findLast(({ weight }) => weight > 0);
}

/** The channel of this id where it may serve the request, whatever its priority; null where it may not. */
export function findCandidate(tiers: readonly Tier[], id: string): Channel | null {
  for (const tier of tiers) {
    const found = tier.find(({ channel }) => channel.id === id);
    if (found) return found.channel;
  }
  return null;
}

/** Hands out a channel's keys in turn. The position outlives snapshots, so a reload does not favour the first key. */
export class KeyRotation {
  readonly #next = new Map<string, number>();

  take(channel: Channel): ChannelKey {
    const turn = this.#next.get(channel.id) ?? 0;
    this.#next.set(channel.id, (turn + 1) % Number.MAX_SAFE_INTEGER);
    const key = channel.keys[turn % channel.keys.length];
    if (!key) throw new Error(`channel ${channel.id} has no key`);
    return key;
  }
}
