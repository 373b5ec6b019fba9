import { z } from "zod";

/** How a proxy may be spoken to. */
const PROXY_PROTOCOLS = new Set(["http:", "https:", "socks5:"]);
const URL_LENGTH_MAX = 1_000;

/** The address of a proxy, with its user and password in it where it asks for them; nothing but these, host and port. */
export const ProxyUrl = z
  .string()
  .trim()
  .max(URL_LENGTH_MAX)
  .refine(isProxyUrl, "not an http://, https:// or socks5:// address");

export function isProxyUrl(text: string): boolean {
  if (!URL.canParse(text) || !isDecodable(text)) return false;
  const { protocol, hostname, pathname, search, hash } = new URL(text);
  const hasNoPath = (pathname === "" || pathname === "/") && search === "" && hash === "";
  return PROXY_PROTOCOLS.has(protocol) && hostname !== "" && hasNoPath;
}

/** A password may hold %40 for @; a stray % would fail only when somebody calls. */
function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}
