import { compareDecimals } from "@/server/supply/price/decimal";
import type { AuthEntry } from "./auth-entry";
import { badRequest, GatewayError, modelNotFound } from "./errors";
import { freePrice, priceOf } from "./price";
import type { GatewayRequest } from "./request";
import { type ModelPrice, type Snapshot, type Tier, tiersOf } from "./snapshot";

/** What one group offers for a request. */
export type GroupPart = { group: string; tiers: readonly Tier[]; price: ModelPrice };

/** What the site's channels offer. `price` is that of the dearest way. */
export type SiteOffer = {
  tiers: readonly Tier[];
  price: ModelPrice;
  /** By channel, the group it would serve in: the first that has it. Null: all of them in the same one. */
  parts: ReadonlyMap<string, GroupPart> | null;
};

type Asked = {
  entry: AuthEntry;
  request: GatewayRequest;
  /** In the order of trying. */
  groups: readonly string[];
  allowsUnpriced: boolean;
};

/**
 * What the site's channels offer a key in its groups, or why they offer nothing: a group that cannot serve the request is
 * passed over, and the refusal is that of the first that came the farthest.
 */
export function siteOffer(snapshot: Snapshot, asked: Asked): SiteOffer | GatewayError {
  const [only, ...others] = asked.groups.map((group) => groupPart(snapshot, group, asked));
  if (only && others.length === 0) return only instanceof Error ? only : { ...only, parts: null };
  const results = only ? [only, ...others] : [];
  const parts = results.filter((part): part is GroupPart => !(part instanceof Error));
  return parts.length > 0 ? joined(parts) : farthest(results, asked.request.model);
}

function joined(parts: readonly GroupPart[]): SiteOffer {
  const byChannel = new Map<string, GroupPart>();
  const tiers: Tier[] = [];
  for (const part of parts) {
    for (const tier of part.tiers) tiers.push(tier.filter(({ channel }) => !byChannel.has(channel.id)));
    for (const { channel } of part.tiers.flat()) if (!byChannel.has(channel.id)) byChannel.set(channel.id, part);
  }
  // One model has one price, so that its dearest way is that of the highest ratio.
  const { price } = parts.reduce((dearest, part) =>
    compareDecimals(part.price.row.groupRatio, dearest.price.row.groupRatio) > 0 ? part : dearest,
  );
  return { tiers: tiers.filter((tier) => tier.length > 0), price, parts: byChannel };
}

function farthest(results: readonly (GroupPart | GatewayError)[], model: string): GatewayError {
  const errors = results.filter((result): result is GatewayError => result instanceof GatewayError);
  return errors.find(({ code }) => code !== "model_not_found") ?? errors[0] ?? modelNotFound(model);
}

function groupPart(snapshot: Snapshot, group: string, asked: Asked): GroupPart | GatewayError {
  const { model, endpoint } = asked.request;
  const tiers = tiersOf(snapshot, group, model);
  if (tiers.length === 0) return modelNotFound(model);
  const { homeGroup } = asked.entry;
  const price = priceOf(snapshot, model, { group, homeGroup }) ?? (asked.allowsUnpriced ? freePrice() : null);
  if (!price) {
    const message = `The model '${model}' has no price yet. Ask your administrator to set one.`;
    return badRequest("model_not_priced", message, "model");
  }
  const able = tiers.every((tier) => tier.every(({ channel }) => channel.provider.endpoints.includes(endpoint)))
    ? tiers
    : tiers.map((tier) => tier.filter(({ channel }) => channel.provider.endpoints.includes(endpoint)));
  if (able.every((tier) => tier.length === 0)) return notServedHere(model);
  return { group, tiers: able, price };
}

function notServedHere(model: string): GatewayError {
  return new GatewayError({
    status: 400,
    type: "invalid_request_error",
    code: "endpoint_not_supported",
    message: `The model '${model}' is not served on this endpoint.`,
    param: "model",
    shouldRetry: false,
  });
}
