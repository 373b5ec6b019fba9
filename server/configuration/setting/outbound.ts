import type { Agent } from "undici";
import { createEgressDispatcher, type EgressPolicy } from "@/server/kernel/egress";
import { createProxiedDispatcher, type EgressProxy } from "@/server/kernel/egress-proxy";
import { getSetting } from "./current";

/** What calls out from the console, and how many connections a host it may hold. Each has its own: none starves the others. */
const CONNECTIONS_PER_HOST_MAX = { payment: 8, signIn: 8, supply: 16, ownProvider: 8 } as const;
type Purpose = keyof typeof CONNECTIONS_PER_HOST_MAX;

const HOLDER = Symbol.for("gatehouse.outbound");
/** Sets of connections that are kept; the one made first goes when there are more, with its last call. */
const AGENTS_MAX = 32;
const shared = globalThis as { [HOLDER]?: Map<string, Agent> };

/** The guarded connections of this process for calls that go out directly; bundles of one process share them. */
export function outboundConnections(purpose: "payment" | "signIn"): Agent {
  return connectionsThrough(purpose, null);
}

/** The guarded connections to an upstream. `proxy`: what its channel says of a proxy, decrypted ("", "none" or an address). */
export function upstreamConnections(purpose: "supply" | "ownProvider", proxy = ""): Agent {
  return connectionsThrough(purpose, proxyUrlOf(proxy));
}

function connectionsThrough(purpose: Purpose, proxyUrl: string | null): Agent {
  shared[HOLDER] ??= new Map();
  const agents = shared[HOLDER];
  const key = `${purpose} ${proxyUrl ?? ""}`;
  const known = agents.get(key);
  if (known) return known;
  const [oldest] = agents;
  if (oldest && agents.size >= AGENTS_MAX) {
    agents.delete(oldest[0]);
    oldest[1].close().catch(() => undefined);
  }
  const isOwn = purpose === "ownProvider";
  const options = {
    policy: isOwn ? ownProviderPolicy : sitePolicy,
    connections: CONNECTIONS_PER_HOST_MAX[purpose],
    // The caller's own time limit covers the whole call.
    headersTimeout: 0,
    bodyTimeout: 0,
  };
  const agent =
    proxyUrl === null
      ? createEgressDispatcher(options)
      : createProxiedDispatcher(options, egressProxy(proxyUrl, { isOwn }));
  agents.set(key, agent);
  return agent;
}

/** The proxy that a channel's calls go through, by what the channel says of it; null: they go directly. */
export function proxyUrlOf(channelProxy: string): string | null {
  const url = channelProxy === "" ? getSetting("network.upstreamProxy") : channelProxy;
  return url === "" || url === "none" ? null : url;
}

/** `isOwn`: the target is one that a customer named. */
export function egressProxy(url: string, { isOwn }: { isOwn: boolean }): EgressProxy {
  return { url, policy: sitePolicy, sendsNames: !isOwn };
}

/** Where the site itself may call. */
export function sitePolicy(): EgressPolicy {
  return { allowedHosts: getSetting("network.allowedHosts"), ...portsAndDomains() };
}

/** What holds for everybody who calls out over HTTP. */
function portsAndDomains(): Pick<EgressPolicy, "allowedPorts" | "domains"> {
  return {
    allowedPorts: getSetting("network.allowedPorts"),
    domains: { mode: getSetting("network.domainMode"), names: getSetting("network.domains") },
  };
}

/**
 * Where customers' own providers may lie. What operators opened for the site's channels stays closed to them: they would
 * reach the site's inner network through it.
 */
export function ownProviderPolicy(): EgressPolicy {
  return { allowedHosts: getSetting("providers.ownAllowedHosts"), ...portsAndDomains() };
}
