/**
 * The caller's address as the gateway process saw it. The gateway owns the port, decides which proxies to trust and
 * overwrites x-forwarded-for with the one address it settled on, so the console may take it at its word.
 */
export function clientIp(headers: Headers): string {
  return headers.get("x-forwarded-for")?.split(",")[0]?.trim() ?? "";
}
