import ipaddr from "ipaddr.js";

/**
 * Whom this installation may call besides the public internet, from a setting. Entries: `localhost:11434` or `ollama.lan`
 * (a name, with or without a port), `*.internal` (every name below), `10.0.0.0/8` or `192.168.1.20` (addresses).
 */
export type EgressPolicy = {
  allowedHosts: readonly string[];
  /** Empty or absent: every port. A host that the list names with its port keeps that one. */
  allowedPorts?: readonly number[];
  /** Domains that are never called, or the only ones that are; `*.example.com` means all below it. */
  domains?: { mode: "deny" | "allow"; names: readonly string[] };
};

// Credentials of the whole machine are one GET away here: no entry of the list opens these.
const METADATA_ADDRESSES = new Set(
  [
    "169.254.169.254",
    "169.254.170.2",
    "169.254.170.23",
    "100.100.100.200",
    "168.63.129.16",
    "192.0.0.192",
    "fd00:ec2::254",
    "fd20:ce::254",
  ].map((address) => ipaddr.parse(address).toNormalizedString()),
);

type Address = ipaddr.IPv4 | ipaddr.IPv6;
type NameRule = { name: string; isSuffix: boolean; port: string | null };
type CompiledPolicy = { names: NameRule[]; ranges: [Address, number][] };

const compiledByList = new WeakMap<readonly string[], CompiledPolicy>();

/** Brackets, the root dot and letter case say nothing about where a host is. */
export function normalizeHost(host: string): string {
  return host
    .replace(/^\[|\]$/g, "")
    .replace(/\.$/, "")
    .toLowerCase();
}

function parseAddress(text: string): Address | null {
  return ipaddr.isValid(text) ? ipaddr.parse(text) : null;
}

// ::7f00:1, ::ffff:127.0.0.1, 64:ff9b::7f00:1, 2002:7f00:1:: all lead to an IPv4 address that is not checked as one.
function wrapsIpv4(address: ipaddr.IPv6): boolean {
  return address.parts.slice(0, 6).every((part) => part === 0);
}

/** True for an address of the public internet. All else (private, loopback, link-local, shared, mapped, reserved) is not. */
export function isPublicAddress(text: string): boolean {
  const address = parseAddress(text);
  if (!address || isMetadataAddress(text) || address.range() !== "unicast") return false;
  return !(address instanceof ipaddr.IPv6 && wrapsIpv4(address));
}

/** The IPv4 address inside an IPv4-mapped one: systems connect to it as to the plain one. */
function unmapped(address: Address): Address {
  return address instanceof ipaddr.IPv6 && address.isIPv4MappedAddress() ? address.toIPv4Address() : address;
}

export function isMetadataAddress(text: string): boolean {
  const address = parseAddress(text);
  return address !== null && METADATA_ADDRESSES.has(unmapped(address).toNormalizedString());
}

function compileRange(entry: string): [Address, number] | null {
  if (ipaddr.isValidCIDR(entry)) return ipaddr.parseCIDR(entry);
  const address = parseAddress(entry.replace(/^\[|\]$/g, ""));
  return address ? [address, address.kind() === "ipv4" ? 32 : 128] : null;
}

function compileName(entry: string): NameRule {
  const [, host = entry, port = null] = /^(.*?)(?::(\d+))?$/.exec(entry) ?? [];
  const isSuffix = host.startsWith("*.");
  return { name: normalizeHost(isSuffix ? host.slice(1) : host), isSuffix, port };
}

function compile({ allowedHosts }: EgressPolicy): CompiledPolicy {
  const known = compiledByList.get(allowedHosts);
  if (known) return known;
  const compiled: CompiledPolicy = { names: [], ranges: [] };
  for (const entry of allowedHosts.map((line) => line.trim()).filter((line) => line !== "")) {
    const range = compileRange(entry);
    if (range) compiled.ranges.push(range);
    else compiled.names.push(compileName(entry));
  }
  compiledByList.set(allowedHosts, compiled);
  return compiled;
}

/** True when the list names this host (at this port, where the entry has one), whatever it resolves to. */
export function isHostListed(policy: EgressPolicy, host: string, port: string): boolean {
  const name = normalizeHost(host);
  return compile(policy).names.some(
    (rule) =>
      (rule.port === null || rule.port === port) && (rule.isSuffix ? name.endsWith(rule.name) : name === rule.name),
  );
}

/** True when a connection to this address is allowed by itself: public, or inside a listed range. */
export function isAddressAllowed(policy: EgressPolicy, text: string): boolean {
  if (isPublicAddress(text)) return true;
  const address = parseAddress(text);
  if (!address || isMetadataAddress(text)) return false;
  return compile(policy).ranges.some(([base, bits]) => base.kind() === address.kind() && address.match(base, bits));
}

/** Whether this name at this port may be called at all, before it is resolved. Addresses have no domain, and are judged as such. */
export function isNameAllowed(policy: EgressPolicy, host: string, port: string): boolean {
  const { allowedPorts = [], domains } = policy;
  const isListed = isHostListed(policy, host, port);
  if (allowedPorts.length > 0 && !allowedPorts.includes(Number(port)) && !isListed) return false;
  if (!domains || domains.names.length === 0) return true;
  const name = normalizeHost(host);
  const isNamed = domains.names.some((entry) => matchesDomain(entry, name));
  if (domains.mode === "deny") return !isNamed;
  return isNamed || isListed;
}

function matchesDomain(entry: string, name: string): boolean {
  return entry.startsWith("*.") ? name.endsWith(entry.slice(1).toLowerCase()) : name === normalizeHost(entry);
}

/** The reason an entry of the list is not understood, or null. For the setting's form. */
export function findAllowedHostFault(entry: string): "empty" | "not_a_host" | null {
  const line = entry.trim();
  if (line === "") return "empty";
  if (compileRange(line)) return null;
  return /^(?:\*\.)?[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?(?::\d{1,5})?$/i.test(line) ||
    /^\[[0-9a-f:]+\]:\d{1,5}$/i.test(line)
    ? null
    : "not_a_host";
}
