import type { AuthEntry } from "./auth-entry";
import { authenticate } from "./authenticate";
import { modelNotFound } from "./errors";
import type { Exchange } from "./exchange";
import type { Gateway } from "./handle";
import { priceOf } from "./price";
import { modelsOf } from "./snapshot";
import { groupsOfKey } from "./token-groups";

type ModelObject = { id: string; object: "model"; created: number; owned_by: string };

/** GET /v1/models: what this key may use now. Throws GatewayError as authenticate does. */
export async function listModels(gateway: Gateway, exchange: Exchange): Promise<void> {
  const entry = await authenticate(gateway.auth, { headers: exchange.request.headers, trace: exchange.trace });
  const data = usableModels(gateway, entry, exchange.trace.startedAt).map(toModelObject);
  exchange.sendJson(200, JSON.stringify({ object: "list", data }));
}

/** GET /v1/models/{id}. Throws GatewayError 404 for a model this key may not use. */
export async function getModel(gateway: Gateway, exchange: Exchange, model: string): Promise<void> {
  const entry = await authenticate(gateway.auth, { headers: exchange.request.headers, trace: exchange.trace });
  if (!usableModels(gateway, entry, exchange.trace.startedAt).includes(model)) throw modelNotFound(model);
  exchange.sendJson(200, JSON.stringify(toModelObject(model)));
}

/** In any of the key's groups. Throws GatewayError 403 as groupsOfKey does. */
function usableModels(gateway: Gateway, entry: AuthEntry, at: number): string[] {
  const snapshot = gateway.snapshot();
  const { allowsUnpricedModels, ownProviders, groups } = gateway.settings();
  const { own, homeGroup } = entry;
  const site = groupsOfKey(snapshot, entry, { settings: groups, at }).flatMap((group) =>
    modelsOf(snapshot, group).filter(
      (model) => allowsUnpricedModels || priceOf(snapshot, model, { group, homeGroup }) !== null,
    ),
  );
  const mine = own && ownProviders ? [...own.tiers.keys()] : [];
  const all = own?.policy === "only" ? mine : [...site, ...mine];
  return [...new Set(all)].filter((model) => entry.isAllowedModel === null || entry.isAllowedModel(model)).sort();
}

function toModelObject(id: string): ModelObject {
  return { id, object: "model", created: 0, owned_by: "gatehouse" };
}
