import type { AuthEntry } from "./auth-entry";
import { notPermitted } from "./errors";
import { type Offer, type OwnSettings, withOwnProviders } from "./own-offer";
import type { GatewayRequest } from "./request";
import { siteOffer } from "./site-offer";
import type { Snapshot } from "./snapshot";

type Asked = {
  entry: AuthEntry;
  request: GatewayRequest;
  /** The groups the key may be served in, in the order of trying. */
  groups: readonly string[];
  allowsUnpriced: boolean;
  /** What holds for customers' own providers; null: switched off. */
  own: OwnSettings;
  /** The request is one of our own calls to somebody's provider, come back. */
  isLoop: boolean;
};

/**
 * Where a model can be had and what it costs, for this key. Throws GatewayError 403 (outside the key's limits), 404 (nobody
 * serves it to the key's groups), 400 (no price, or not on this endpoint). The account's own providers stand where it wants
 * them.
 */
export function resolveModel(snapshot: Snapshot, input: Asked): Offer {
  const { entry, request } = input;
  const { model } = request;
  if (entry.isAllowedModel && !entry.isAllowedModel(model)) {
    throw notPermitted("model_not_allowed", `Your API key may not use the model '${model}'.`);
  }
  return withOwnProviders(siteOffer(snapshot, input), input);
}
