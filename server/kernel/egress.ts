import { lookup as resolveHost } from "node:dns";
import { isIP, type LookupFunction } from "node:net";
import { Agent, buildConnector } from "undici";
import {
  type EgressPolicy,
  isAddressAllowed,
  isHostListed,
  isMetadataAddress,
  isNameAllowed,
  normalizeHost,
} from "./egress-rule";
import { AppError } from "./errors";

export type { EgressPolicy } from "./egress-rule";

type Resolved = { address: string; family: number };
/** Resolves a name to all its addresses; tests bring their own. */
export type ResolveAll = (host: string, callback: (error: Error | null, addresses: Resolved[]) => void) => void;

export type EgressOptions = {
  /** Read at every new connection, so a changed setting is in force at once. */
  policy: () => EgressPolicy;
  connectTimeoutMs?: number;
  resolveAll?: ResolveAll;
};

const CONNECT_TIMEOUT_MS = 10_000;

const resolveWithSystem: ResolveAll = (host, callback) => {
  resolveHost(host, { all: true }, (error, addresses) => callback(error, addresses));
};

/** What every refusal throws; `host` is what the caller named, never what it resolved to. */
export function egressRefused(host: string): AppError {
  return new AppError("FORBIDDEN", {
    reason: "egress.refused",
    message: `Connections to ${host} are not allowed: the address is private or reserved.`,
    meta: { host },
  });
}

/** What the site's own lists of ports and domains refuse. */
export function egressForbidden(host: string, port: string): AppError {
  return new AppError("FORBIDDEN", {
    reason: "egress.forbidden",
    message: `Connections to ${host}:${port} are not allowed by this site's lists of ports and domains.`,
    meta: { host, port },
  });
}

/** A listed name may resolve anywhere but to the machine's metadata service; any other only to allowed addresses. */
function isReachable(policy: EgressPolicy, address: string, isListed: boolean): boolean {
  return isListed ? !isMetadataAddress(address) : isAddressAllowed(policy, address);
}

function guardedLookup({ policy, resolveAll = resolveWithSystem }: EgressOptions, isListed: boolean): LookupFunction {
  return (host, options, callback) => {
    resolveAll(host, (error, addresses) => {
      if (error) return callback(error, "");
      const rules = policy();
      const wanted =
        options.family === 4 || options.family === 6
          ? addresses.filter(({ family }) => family === options.family)
          : addresses;
      const reachable = wanted.filter(({ address }) => isReachable(rules, address, isListed));
      const [first] = reachable;
      if (!first) return callback(egressRefused(host), "");
      // The socket connects to exactly these addresses, so a second DNS answer cannot lead elsewhere.
      if (options.all) return callback(null, reachable);
      return callback(null, first.address, first.family);
    });
  };
}

/**
 * Makes the connector that every outbound connection of ours goes through: undici skips `lookup` for IP literals, so those are
 * checked before, and names are checked after their one resolution. HTTP/1.1 only.
 */
export function createEgressConnector(options: EgressOptions): buildConnector.connector {
  const shared = { timeout: options.connectTimeoutMs ?? CONNECT_TIMEOUT_MS, allowH2: false };
  const connectChecked = buildConnector({ ...shared, lookup: guardedLookup(options, false) });
  const connectListed = buildConnector({ ...shared, lookup: guardedLookup(options, true) });
  return (target, callback) => {
    const host = normalizeHost(target.hostname);
    const port = target.port || (target.protocol === "https:" ? "443" : "80");
    const policy = options.policy();
    const isListed = isHostListed(policy, host, port);
    if (!isNameAllowed(policy, host, port)) {
      callback(egressForbidden(host, port), null);
      return;
    }
    if (isIP(host) !== 0 && !isReachable(policy, host, isListed)) {
      callback(egressRefused(host), null);
      return;
    }
    const connect = isListed ? connectListed : connectChecked;
    connect(target, callback);
  };
}

/** An undici Agent whose every connection passes the guard. It follows no redirects; a refusal is an AppError. */
export function createEgressDispatcher(options: EgressOptions & Omit<Agent.Options, "connect" | "factory">): Agent {
  const { policy, connectTimeoutMs, resolveAll, ...agentOptions } = options;
  return new Agent({ ...agentOptions, connect: createEgressConnector({ policy, connectTimeoutMs, resolveAll }) });
}

/** A target that passed the guard: its name, and an address of it that may be called. */
export type CheckedTarget = { host: string; address: string; port: number };

/**
 * Decides about a target as the connector does, for connections that somebody else opens (a proxy). Throws FORBIDDEN
 * `egress.refused`, `egress.forbidden`, or BAD_INPUT `egress.host_unknown`.
 */
export async function findEgressTarget(
  { policy: rules, resolveAll = resolveWithSystem }: EgressOptions,
  target: Pick<buildConnector.Options, "hostname" | "port" | "protocol">,
): Promise<CheckedTarget> {
  const policy = rules();
  const host = normalizeHost(target.hostname);
  const port = target.port || (target.protocol === "https:" ? "443" : "80");
  if (!isNameAllowed(policy, host, port)) throw egressForbidden(host, port);
  const isListed = isHostListed(policy, host, port);
  const addresses = isIP(host) !== 0 ? [host] : await resolveAddresses(host, resolveAll);
  const address = addresses.find((candidate) => isReachable(policy, candidate, isListed));
  if (address === undefined) throw egressRefused(host);
  return { host, address, port: Number(port) };
}

/** An http(s) URL without credentials in it, or BAD_INPUT `egress.url_invalid`. */
export function parseEgressUrl(url: string | URL): URL {
  const parsed = typeof url === "string" ? (URL.canParse(url) ? new URL(url) : null) : url;
  const isHttp = parsed?.protocol === "http:" || parsed?.protocol === "https:";
  if (!parsed || !isHttp || parsed.hostname === "" || parsed.username !== "" || parsed.password !== "") {
    throw new AppError("BAD_INPUT", { reason: "egress.url_invalid" });
  }
  return parsed;
}

/**
 * Checks a URL before it is stored, so that the form says no instead of the first request. The guard of the connection
 * decides anew each time: this is a courtesy, not the wall. Throws BAD_INPUT `egress.url_invalid`, FORBIDDEN
 * `egress.refused`, or BAD_INPUT `egress.host_unknown` when the name resolves to nothing.
 */
export async function assertEgressAllowed(
  url: string | URL,
  policy: EgressPolicy,
  resolveAll: ResolveAll = resolveWithSystem,
): Promise<URL> {
  const parsed = parseEgressUrl(url);
  await findEgressTarget({ policy: () => policy, resolveAll }, parsed);
  return parsed;
}

function resolveAddresses(host: string, resolveAll: ResolveAll): Promise<string[]> {
  return new Promise((resolve, reject) => {
    resolveAll(host, (error, addresses) => {
      if (error) reject(new AppError("BAD_INPUT", { reason: "egress.host_unknown", meta: { host }, cause: error }));
      else resolve(addresses.map(({ address }) => address));
    });
  });
}
