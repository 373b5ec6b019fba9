import type { AuthEntry } from "./auth-entry";
import { badRequest, type GatewayError, notPermitted } from "./errors";
import { neededFeatures } from "./own-features";
import { LOOP_HEADER, loopMark, type OwnRoutes } from "./own-routes";
import type { GatewayRequest } from "./request";
import { type LeftOut, leftOutOf, type ModelPrice, type Snapshot, type Tier, tiersOf } from "./snapshot";

/** What the site says of customers' own providers. Null: they are switched off. */
export type OwnSettings = { fee: ModelPrice } | null;

/** Where a request can go, in the order of asking, and what it costs there. */
export type RoutePart = { tiers: readonly Tier[]; price: ModelPrice };

/** All of a request's ways. `own` is what of them the account's own providers are; null where none is. */
export type Offer = RoutePart & { own: RoutePart | null };

type Asked = { entry: AuthEntry; request: GatewayRequest; own: OwnSettings; isLoop: boolean };

/** Whether a request comes from our own call to somebody's provider, which then leads back to us. */
export function isLoop(headers: Readonly<Record<string, string | string[] | undefined>>): boolean {
  return headers[LOOP_HEADER] !== undefined && headers[LOOP_HEADER] === loopMark();
}

/**
 * Puts an account's own providers before, after or in the place of the site's channels, as it chose. `site` is what the site
 * offers, or why it offers nothing, which is thrown where nobody else offers it. Throws GatewayError.
 */
export function withOwnProviders(site: RoutePart | GatewayError, asked: Asked): Offer {
  const routes = asked.entry.own;
  if (routes === null) return siteAlone(site);
  const { policy } = routes;
  if (policy === "only") return ownAlone(requireOwn(routes, asked));
  const own = asked.own === null || asked.isLoop ? null : offeredBy(routes, asked.request, asked.own);
  if (!own || own.tiers.length === 0) return siteAlone(site);
  if (site instanceof Error) return ownAlone(own);
  const tiers = policy === "before" ? [...own.tiers, ...site.tiers] : [...site.tiers, ...own.tiers];
  return { tiers, price: site.price, own };
}

function siteAlone(site: RoutePart | GatewayError): Offer {
  if (site instanceof Error) throw site;
  return { ...site, own: null };
}

function ownAlone(own: RoutePart): Offer {
  return { ...own, own };
}

/** Who chose their own providers alone gets no others behind their back. */
function requireOwn(routes: OwnRoutes, { request, own, isLoop: loops }: Asked): RoutePart {
  if (own === null) {
    const message = "Your account uses your own providers only, and this site has switched them off.";
    throw notPermitted("own_providers_off", message);
  }
  if (loops) throw badRequest("provider_loop", "Your own provider leads back to this service.");
  const offered = offeredBy(routes, request, own);
  if (offered.tiers.length > 0) return offered;
  const reason = routes.tiers.has(request.model)
    ? `None of your own providers with the model '${request.model}' can do what the request asks for: ${neededFeatures(request).join(", ") || request.endpoint}.`
    : `None of your own providers has the model '${request.model}', and your account uses these only.`;
  throw badRequest("own_provider_unavailable", reason, "model");
}

function offeredBy(routes: OwnRoutes, request: GatewayRequest, { fee }: NonNullable<OwnSettings>): RoutePart {
  const all = routes.tiers.get(request.model) ?? [];
  const needed = routes.features.size === 0 ? [] : neededFeatures(request);
  const tiers = all
    .map((tier) =>
      tier.filter(({ channel }) => {
        const features = routes.features.get(channel.id);
        const isAble = !features || needed.every((feature) => features.has(feature));
        return isAble && channel.provider.endpoints.includes(request.endpoint);
      }),
    )
    .filter((tier) => tier.length > 0);
  return { tiers, price: fee };
}

/** The price at which a channel serves: one's own by the fee, the site's by the model's price. */
export function priceAt(offer: Offer, channelId: string | null): ModelPrice {
  const { own, price } = offer;
  const isOwn = own?.tiers.some((tier) => tier.some(({ channel }) => channel.id === channelId)) ?? false;
  return isOwn && own ? own.price : price;
}

/** Between which channels a request has the choice, and which were left out, the account's own among them. */
export type RouteView = { tiers: readonly Tier[]; leftOut: readonly LeftOut[] };

/** Made once for each account, model and snapshot. */
const views = new WeakMap<OwnRoutes, WeakMap<Snapshot, Map<string, RouteView>>>();

/** The route with the account's own providers in it; null where none of them has the model. */
export function ownRouteView(snapshot: Snapshot, entry: AuthEntry, model: string): RouteView | null {
  const { own, groupName } = entry;
  if (own === null || !(own.tiers.has(model) || own.leftOut.has(model))) return null;
  const ofRoutes = views.get(own) ?? new WeakMap<Snapshot, Map<string, RouteView>>();
  views.set(own, ofRoutes);
  const ofSnapshot = ofRoutes.get(snapshot) ?? new Map<string, RouteView>();
  ofRoutes.set(snapshot, ofSnapshot);
  const known = ofSnapshot.get(model);
  if (known) return known;
  const view = viewOf(own, {
    model,
    site: tiersOf(snapshot, groupName, model),
    leftOut: leftOutOf(snapshot, groupName, model),
  });
  ofSnapshot.set(model, view);
  return view;
}

type Site = { model: string; site: readonly Tier[]; leftOut: readonly LeftOut[] };

function viewOf(own: OwnRoutes, { model, site, leftOut }: Site): RouteView {
  const [mine, mineLeftOut] = [own.tiers.get(model) ?? [], own.leftOut.get(model) ?? []];
  if (own.policy === "only") return { tiers: mine, leftOut: mineLeftOut };
  const tiers = own.policy === "before" ? [...mine, ...site] : [...site, ...mine];
  return { tiers, leftOut: [...mineLeftOut, ...leftOut] };
}
