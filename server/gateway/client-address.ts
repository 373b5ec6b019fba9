import type { IncomingMessage } from "node:http";
import ipaddr from "ipaddr.js";

type Address = ipaddr.IPv4 | ipaddr.IPv6;
export type AddressMatcher = (address: string) => boolean;

/** Whether an address lies in one of the given addresses and CIDR ranges. Entries that are neither match nothing. */
export function addressMatcher(entries: readonly string[]): AddressMatcher {
  const ranges = entries.map(parseRange).filter((range) => range !== null);
  return (text) => {
    if (!ipaddr.isValid(text)) return false;
    const address = ipaddr.process(text);
    return ranges.some(([network, bits]) => network.kind() === address.kind() && address.match(network, bits));
  };
}

function parseRange(entry: string): [Address, number] | null {
  const text = entry.trim();
  if (text.includes("/")) return ipaddr.isValidCIDR(text) ? ipaddr.parseCIDR(text) : null;
  if (!ipaddr.isValid(text)) return null;
  const address = ipaddr.process(text);
  return [address, address.kind() === "ipv4" ? 32 : 128];
}

/**
 * The caller's address: the connection's, unless that is a trusted proxy; then the nearest address in x-forwarded-for that
 * is none. What stands further left in the header was written by the caller and proves nothing.
 */
export function createClientAddress(trustedProxies: readonly string[]): (request: IncomingMessage) => string {
  const isTrusted = addressMatcher(trustedProxies);
  return (request) => {
    let address = plain(request.socket.remoteAddress ?? "");
    if (trustedProxies.length === 0 || !isTrusted(address)) return address;
    const header = request.headers["x-forwarded-for"];
    const chain = (typeof header === "string" ? header.split(",") : []).map((part) => part.trim());
    while (isTrusted(address)) {
      const before = chain.pop();
      if (before === undefined || !ipaddr.isValid(before)) break;
      address = plain(before);
    }
    return address;
  };
}

/** `::ffff:10.0.0.1` is 10.0.0.1. */
function plain(address: string): string {
  return address.startsWith("::ffff:") && ipaddr.isValid(address) ? ipaddr.process(address).toString() : address;
}
