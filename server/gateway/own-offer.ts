import type { AuthEntry } from "./auth-entry";
import { badRequest, type GatewayError, notPermitted } from "./errors";
import { neededFeatures } from "./own-features";
import { LOOP_HEADER, loopMark, type OwnRoutes } from "./own-routes";
import type { GatewayRequest } from "./request";
import type { SiteOffer } from "./site-offer";
import type { ModelPrice, Tier } from "./snapshot";

/** What the site says of customers' own providers. Null: they are switched off. */
export type OwnSettings = { fee: ModelPrice } | null;

/** Where a request can go, in the order of asking, and what it costs there. */
export type RoutePart = { tiers: readonly Tier[]; price: ModelPrice };

/** All of a request's ways. `own` is what of them the account's own providers are; null where none is. */
export type Offer = SiteOffer & { own: RoutePart | null };

type Asked = { entry: AuthEntry; request: GatewayRequest; own: OwnSettings; isLoop: boolean };

/** Whether a request comes from our own call to somebody's provider, which then leads back to us. */
export function isLoop(headers: Readonly<Record<string, string | string[] | undefined>>): boolean {
  return headers[LOOP_HEADER] !== undefined && headers[LOOP_HEADER] === loopMark();
}

/**
 * Puts an account's own providers before, after or in the place of the site's channels, as it chose. `site` is what the site
 * offers, or why it offers nothing, which is thrown where nobody else offers it. Throws GatewayError.
 */
export function withOwnProviders(site: SiteOffer | GatewayError, asked: Asked): Offer {
  const routes = asked.entry.own;
  if (routes === null) return siteAlone(site);
  const { policy } = routes;
  if (policy === "only") return ownAlone(requireOwn(routes, asked));
  const own = asked.own === null || asked.isLoop ? null : offeredBy(routes, asked.request, asked.own);
  if (!own || own.tiers.length === 0) return siteAlone(site);
  if (site instanceof Error) return ownAlone(own);
  const tiers = policy === "before" ? [...own.tiers, ...site.tiers] : [...site.tiers, ...own.tiers];
  return { ...site, tiers, own };
}

function siteAlone(site: SiteOffer | GatewayError): Offer {
  if (site instanceof Error) throw site;
  return { ...site, own: null };
}

function ownAlone(own: RoutePart): Offer {
  return { ...own, parts: null, own };
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

/** The group and the price that a channel serves in and at. `group` is null where it is the key's only one, or none. */
export function servedIn(offer: Offer, channelId: string | null): { group: string | null; price: ModelPrice } {
  const { own, parts, price } = offer;
  const isOwn = own?.tiers.some((tier) => tier.some(({ channel }) => channel.id === channelId)) ?? false;
  if (isOwn && own) return { group: null, price: own.price };
  const part = channelId === null ? undefined : parts?.get(channelId);
  return part ?? { group: null, price };
}
