import type { Agent } from "undici";
import { createEgressDispatcher, type EgressPolicy } from "@/server/kernel/egress";
import { getSetting } from "./current";

/** What calls out from the console, and how many connections a host it may hold. Each has its own: none starves the others. */
const CONNECTIONS_PER_HOST_MAX = { payment: 8, supply: 16, ownProvider: 8 } as const;
type Purpose = keyof typeof CONNECTIONS_PER_HOST_MAX;

const HOLDER = Symbol.for("gatehouse.outbound");
const shared = globalThis as { [HOLDER]?: Partial<Record<Purpose, Agent>> };

/** The guarded connections of this process for one purpose; bundles of one process share them. */
export function outboundConnections(purpose: Purpose): Agent {
  shared[HOLDER] ??= {};
  const agents = shared[HOLDER];
  agents[purpose] ??= createEgressDispatcher({
    policy: purpose === "ownProvider" ? ownProviderPolicy : sitePolicy,
    connections: CONNECTIONS_PER_HOST_MAX[purpose],
    // The caller's own time limit covers the whole call.
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  return agents[purpose];
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
