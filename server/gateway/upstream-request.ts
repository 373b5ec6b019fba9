import { ProviderInputError, type ProviderRoute, type Target } from "@/server/providers/contract";
import type { SiteOptions } from "@/server/providers/site-options";
import { withTargetHeaders } from "@/server/providers/target-headers";
import { badRequest } from "./errors";
import type { GatewayRequest } from "./request";
import type { Channel, ChannelKey } from "./snapshot";

/** One request as it goes out to an upstream. */
export type UpstreamRequest = {
  origin: string;
  path: string;
  method: "GET" | "POST";
  headers: Record<string, string>;
  body: Buffer | string;
  /** The answer goes back byte by byte; otherwise it is translated. */
  isPassThrough: boolean;
  /** We asked for the usage chunk; the client did not and must not see it. */
  stripsUsage: boolean;
  target: Target;
};

/** Where one attempt goes. `site`: what the site sets for vendors' models; null: nothing. */
export type Destination = { channel: Channel; key: ChannelKey; site: SiteOptions | null };

type Route = { origin: string; path: string; method: "GET" | "POST"; headers: Record<string, string> };

const USAGE_OPTION = Buffer.from('{"stream_options":{"include_usage":true},');
const OPEN = 123;

/** Routes depend on channel, key, endpoint and model only: they are built once for each and dropped with the snapshot. */
const routesByChannel = new WeakMap<Channel, Map<string, Route>>();

/**
 * The request for one attempt. Where the provider speaks the client's format and the model keeps its name, the client's
 * own bytes go out; a stream that did not ask for usage gets that option spliced in front. Throws GatewayError 400 when
 * the vendor's format cannot say what the client asks.
 */
export function buildUpstreamRequest(request: GatewayRequest, { channel, key, site }: Destination): UpstreamRequest {
  const { endpoint, isStream, model } = request;
  const upstreamModel = channel.modelMapping.get(model) ?? model;
  const target: Target = { baseUrl: channel.baseUrl, key: key.secret, settings: channel.settings, upstreamModel };
  if (channel.organization !== undefined) target.organization = channel.organization;
  if (channel.headers) target.headers = channel.headers;
  if (site) target.site = site;
  const isPassThrough = channel.provider.isPassThrough(endpoint);
  const rest = { isPassThrough, stripsUsage: isStream && !request.wantsUsage, target };
  const bytes = isPassThrough && upstreamModel === model ? passedBytes(request, channel) : null;
  if (bytes !== null) {
    const route = routeOf(channel, key, { endpoint, target, isStream });
    return { ...route, body: bytes, ...rest };
  }
  try {
    const { body, ...route } = channel.provider.buildRequest({ endpoint, target, body: request.body, isStream });
    return { ...splitUrl(route, target), body, ...rest };
  } catch (error) {
    if (error instanceof ProviderInputError) throw badRequest("unsupported_value", error.message, error.param);
    throw error;
  }
}

/** The client's bytes, if they can go out as they are or with usage spliced in; null when the body must be rewritten. */
function passedBytes(request: GatewayRequest, channel: Channel): Buffer | null {
  const hasOptions = request.body.stream_options !== undefined;
  // Some older servers refuse the field altogether.
  if (channel.settings.omitStreamOptions === true) return hasOptions ? null : request.bytes;
  if (!request.isStream || request.wantsUsage) return request.bytes;
  if (hasOptions) return null;
  const open = request.bytes.indexOf(OPEN);
  return Buffer.concat([USAGE_OPTION, request.bytes.subarray(open + 1)]);
}

type RouteInput = { endpoint: GatewayRequest["endpoint"]; target: Target; isStream: boolean };

function routeOf(channel: Channel, key: ChannelKey, input: RouteInput): Route {
  let routes = routesByChannel.get(channel);
  if (!routes) {
    routes = new Map();
    routesByChannel.set(channel, routes);
  }
  const name = `${key.id}|${input.endpoint}|${input.isStream}|${input.target.upstreamModel}`;
  let route = routes.get(name);
  if (!route) {
    route = splitUrl(channel.provider.buildRoute(input), input.target);
    routes.set(name, route);
  }
  return route;
}

function splitUrl({ url, method, headers }: ProviderRoute, target: Target): Route {
  const { origin, pathname, search } = new URL(url);
  return { origin, path: `${pathname}${search}`, method, headers: withTargetHeaders(headers, target) };
}

/** Where an attempt went, for staff: without a query, which may hold a key. */
export function endpointLabel({ origin, path }: UpstreamRequest): string {
  return `${origin}${path.split("?", 1)[0] ?? ""}`.slice(0, 191);
}
