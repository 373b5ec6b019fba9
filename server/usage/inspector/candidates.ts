import type { RouteFact } from "./route-fact";
import type { CandidateFate } from "./schema";

/** A channel that could have served a request, or could not, and what became of it. `priority` is null for those left out. */
export type RouteCandidate = { channelId: string; priority: number | null; weight: number | null; fate: CandidateFate };

export type RouteHistory = {
  endpoint: string;
  /** Channels that were called, in order. */
  called: readonly string[];
  /** The one whose answer the client got. */
  servedBy: string | null;
};

/**
 * Every candidate of a route with what became of it, in the order the gateway looks at them: by priority, then those that
 * were left out from the start.
 */
export function explainRoute(route: RouteFact, history: RouteHistory): RouteCandidate[] {
  const lastTier = route.tiers.findLastIndex(({ channels }) => channels.some(({ id }) => history.called.includes(id)));
  const candidates = route.tiers.flatMap(({ priority, channels }, index) => {
    const able = channels.filter(({ lacks }) => !lacks?.includes(history.endpoint));
    const isWeighted = able.some(({ weight }) => weight > 0);
    return channels.map(({ id, weight, lacks }) => ({
      channelId: id,
      priority,
      weight,
      fate:
        callFate(id, history) ??
        (lacks?.includes(history.endpoint)
          ? ("lacks_endpoint" as const)
          : restFate({
              hasCalls: lastTier !== -1,
              isBelow: index > lastTier,
              isOutweighed: isWeighted && weight === 0,
            })),
    }));
  });
  const leftOut = route.leftOut.map(({ id, reason }) => ({
    channelId: id,
    priority: null,
    weight: null,
    fate: reason,
  }));
  return [...candidates, ...leftOut];
}

function callFate(id: string, { called, servedBy }: RouteHistory): CandidateFate | null {
  if (id === servedBy) return "served";
  return called.includes(id) ? "failed" : null;
}

type Rest = { hasCalls: boolean; isBelow: boolean; isOutweighed: boolean };

function restFate({ hasCalls, isBelow, isOutweighed }: Rest): CandidateFate {
  if (!hasCalls) return "not_asked";
  if (isBelow) return "lower_priority";
  return isOutweighed ? "weight_zero" : "lost_draw";
}
