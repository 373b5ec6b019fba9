import type { AuthEntry } from "./auth-entry";
import { badRequest, GatewayError, modelNotFound, notPermitted } from "./errors";
import { type Offer, type OwnSettings, type RoutePart, withOwnProviders } from "./own-offer";
import { freePrice, priceOf } from "./price";
import type { GatewayRequest } from "./request";
import { type Snapshot, tiersOf } from "./snapshot";

type Asked = {
  entry: AuthEntry;
  request: GatewayRequest;
  allowsUnpriced: boolean;
  /** What holds for customers' own providers; null: switched off. */
  own: OwnSettings;
  /** The request is one of our own calls to somebody's provider, come back. */
  isLoop: boolean;
};

/**
 * Where a model can be had and what it costs, for this key. Throws GatewayError 403 (outside the key's limits), 404 (nobody
 * serves it to the group), 400 (no price, or not on this endpoint). The account's own providers stand where it wants them.
 */
export function resolveModel(snapshot: Snapshot, input: Asked): Offer {
  const { entry, request } = input;
  const { model } = request;
  if (entry.isAllowedModel && !entry.isAllowedModel(model)) {
    throw notPermitted("model_not_allowed", `Your API key may not use the model '${model}'.`);
  }
  return withOwnProviders(siteOffer(snapshot, input), input);
}

/** What the site's channels offer the key's group, or why they offer nothing. */
function siteOffer(snapshot: Snapshot, { entry, request, allowsUnpriced }: Asked): RoutePart | GatewayError {
  const { model, endpoint } = request;
  const tiers = tiersOf(snapshot, entry.groupName, model);
  if (tiers.length === 0) return modelNotFound(model);
  const price = priceOf(snapshot, model, entry.groupName) ?? (allowsUnpriced ? freePrice() : null);
  if (!price) {
    const message = `The model '${model}' has no price yet. Ask your administrator to set one.`;
    return badRequest("model_not_priced", message, "model");
  }
  const able = tiers.every((tier) => tier.every(({ channel }) => channel.provider.endpoints.includes(endpoint)))
    ? tiers
    : tiers.map((tier) => tier.filter(({ channel }) => channel.provider.endpoints.includes(endpoint)));
  if (able.every((tier) => tier.length === 0)) {
    return new GatewayError({
      status: 400,
      type: "invalid_request_error",
      code: "endpoint_not_supported",
      message: `The model '${model}' is not served on this endpoint.`,
      param: "model",
      shouldRetry: false,
    });
  }
  return { tiers: able, price };
}
