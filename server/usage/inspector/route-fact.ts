import { z } from "zod";

/** Why a channel that lists a model in a group could not be asked at all. */
export const LEFT_OUT_REASONS = ["disabled", "auto_disabled", "no_key", "misconfigured"] as const;
export type LeftOutReason = (typeof LEFT_OUT_REASONS)[number];

/** Beyond so many channels a fact would not fit its column; no site has as many for one model. */
const CHANNELS_MAX = 400;

const channel = z.object({
  id: z.string(),
  weight: z.number(),
  /** Endpoints it does not serve; absent when it serves all. */
  lacks: z.array(z.string()).optional(),
});

/**
 * Where a model could be had in a group at one time: the tiers a request chooses from, highest priority first, and the
 * channels that were left out of them, with the reason.
 */
export const RouteFact = z.object({
  tiers: z.array(z.object({ priority: z.number(), channels: z.array(channel) })),
  leftOut: z.array(z.object({ id: z.string(), reason: z.enum(LEFT_OUT_REASONS) })),
});
export type RouteFact = z.output<typeof RouteFact>;

/** A route as it is stored: the same channels give the same text, in whatever order they were read. */
export function writeRouteFact({ tiers, leftOut }: RouteFact): string {
  const byId = (left: { id: string }, right: { id: string }) => (left.id < right.id ? -1 : 1);
  let room = CHANNELS_MAX;
  const fitting = <Item extends { id: string }>(items: readonly Item[]): Item[] => {
    const kept = [...items].sort(byId).slice(0, room);
    room -= kept.length;
    return kept;
  };
  const fact: RouteFact = {
    tiers: tiers.map((tier) => ({ priority: tier.priority, channels: fitting(tier.channels) })),
    leftOut: fitting(leftOut),
  };
  return JSON.stringify(fact);
}

/** The route of a stored fact, or null when it cannot be read: what explains must not fail. */
export function readRouteFact(content: string): RouteFact | null {
  try {
    return RouteFact.safeParse(JSON.parse(content)).data ?? null;
  } catch {
    return null;
  }
}
