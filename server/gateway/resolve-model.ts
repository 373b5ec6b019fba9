import type { AuthEntry } from "./auth-entry";
import { badRequest, GatewayError, modelNotFound, notPermitted } from "./errors";
import { freePrice, priceOf } from "./price";
import type { GatewayRequest } from "./request";
import { type ModelPrice, type Snapshot, type Tier, tiersOf } from "./snapshot";

export type ResolvedModel = { tiers: readonly Tier[]; price: ModelPrice };

/**
 * Where a model can be had and what it costs, for this key. Throws GatewayError 403 (outside the key's limits), 404 (nobody
 * serves it to the group), 400 (no price, or not on this endpoint).
 */
export function resolveModel(
  snapshot: Snapshot,
  input: { entry: AuthEntry; request: GatewayRequest; allowsUnpriced: boolean },
): ResolvedModel {
  const { entry, request, allowsUnpriced } = input;
  const { model, endpoint } = request;
  if (entry.isAllowedModel && !entry.isAllowedModel(model)) {
    throw notPermitted("model_not_allowed", `Your API key may not use the model '${model}'.`);
  }
  const tiers = tiersOf(snapshot, entry.groupName, model);
  if (tiers.length === 0) throw modelNotFound(model);
  const price = priceOf(snapshot, model, entry.groupName) ?? (allowsUnpriced ? freePrice() : null);
  if (!price) {
    const message = `The model '${model}' has no price yet. Ask your administrator to set one.`;
    throw badRequest("model_not_priced", message, "model");
  }
  const able = tiers.every((tier) => tier.every(({ channel }) => channel.provider.endpoints.includes(endpoint)))
    ? tiers
    : tiers.map((tier) => tier.filter(({ channel }) => channel.provider.endpoints.includes(endpoint)));
  if (able.every((tier) => tier.length === 0)) {
    throw new GatewayError({
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
