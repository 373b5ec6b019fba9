import ipaddr from "ipaddr.js";
import { AppError } from "@/server/kernel/errors";

const MAPPED_PREFIX_BITS = 96;
// ipaddr.js also reads "10", "0x7f.1" and octal parts; what people cannot read at a glance must not open a door.
const FOUR_PARTS = /^(0|[1-9]\d{0,2})(\.(0|[1-9]\d{0,2})){3}$/;

/**
 * Brings addresses and CIDR ranges into one spelling, once each: ranges start at their network address, IPv6 is
 * compressed, IPv4 inside IPv6 becomes IPv4. Throws BAD_INPUT (token.bad_ip, with the entry) for anything else.
 */
export function normaliseAllowedIps(entries: readonly string[]): string[] {
  return [...new Set(entries.map(normaliseOne))];
}

function normaliseOne(entry: string): string {
  const [addressText = "", bitsText, ...rest] = entry.trim().split("/");
  const address = readAddress(addressText);
  if (!address || rest.length > 0) throw badIp(entry);
  if (bitsText === undefined) return spelling(unmapped(address));
  const bitsMax = address.kind() === "ipv4" ? 32 : 128;
  const bits = /^\d{1,3}$/.test(bitsText) ? Number(bitsText) : Number.NaN;
  if (!(bits <= bitsMax)) throw badIp(entry);
  return rangeSpelling(address, bits);
}

type Address = ipaddr.IPv4 | ipaddr.IPv6;

function readAddress(text: string): Address | null {
  if (FOUR_PARTS.test(text)) return ipaddr.IPv4.isValid(text) ? ipaddr.IPv4.parse(text) : null;
  // A zone ("fe80::1%eth0") names an interface of one machine, not a caller.
  if (!text.includes(":") || text.includes("%") || !ipaddr.IPv6.isValid(text)) return null;
  return ipaddr.IPv6.parse(text);
}

function rangeSpelling(address: Address, bits: number): string {
  if (address instanceof ipaddr.IPv6 && address.isIPv4MappedAddress() && bits >= MAPPED_PREFIX_BITS) {
    return rangeSpelling(address.toIPv4Address(), bits - MAPPED_PREFIX_BITS);
  }
  const network =
    address instanceof ipaddr.IPv4
      ? ipaddr.IPv4.networkAddressFromCIDR(`${address.toString()}/${bits}`)
      : ipaddr.IPv6.networkAddressFromCIDR(`${address.toString()}/${bits}`);
  const isWhole = bits === (address.kind() === "ipv4" ? 32 : 128);
  return isWhole ? spelling(network) : `${spelling(network)}/${bits}`;
}

function unmapped(address: Address): Address {
  return address instanceof ipaddr.IPv6 && address.isIPv4MappedAddress() ? address.toIPv4Address() : address;
}

function spelling(address: Address): string {
  return address instanceof ipaddr.IPv6 ? address.toRFC5952String() : address.toString();
}

function badIp(entry: string): AppError {
  return new AppError("BAD_INPUT", {
    reason: "token.bad_ip",
    meta: { field: "allowedIps", entry: entry.slice(0, 64) },
  });
}
