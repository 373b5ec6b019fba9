import type { IncomingMessage } from "node:http";
import ipaddr from "ipaddr.js";

/**
 * Without a gateway in front, this process decides who the caller is: the nearest address in the chain that is no
 * trusted proxy. It overwrites x-forwarded-for with it, so that no caller can choose its own address.
 */
export function settleClientAddress(request: IncomingMessage, trustedProxies: readonly string[]): void {
  const forwarded = String(request.headers["x-forwarded-for"] ?? "").split(",");
  const chain = [...forwarded.map((part) => part.trim()).filter(Boolean), request.socket.remoteAddress ?? ""];
  let address = chain.pop() ?? "";
  while (isTrusted(address, trustedProxies)) {
    const before = chain.pop();
    if (before === undefined || !ipaddr.isValid(before)) break;
    address = before;
  }
  request.headers["x-forwarded-for"] = ipaddr.isValid(address) ? ipaddr.process(address).toString() : "";
}

function isTrusted(address: string, trustedProxies: readonly string[]): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  return trustedProxies.some((cidr) => {
    const [range, bits] = cidr.includes("/") ? ipaddr.parseCIDR(cidr) : [ipaddr.process(cidr), undefined];
    if (range.kind() !== parsed.kind()) return false;
    return parsed.match(range, bits ?? (range.kind() === "ipv4" ? 32 : 128));
  });
}
