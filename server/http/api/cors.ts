import { getSetting } from "@/server/configuration/setting/current";
import { ProblemError } from "./problem";

const PREFLIGHT_SECONDS = 600;
const SENT = "authorization, content-type, if-match, if-none-match, idempotency-key";
const READABLE = "etag, ratelimit, ratelimit-policy, retry-after, x-request-id, idempotency-replayed";

/** What lets pages of another site read an answer: nothing, unless an administrator named the site. Never with cookies. */
export function corsHeaders(request: Request): Record<string, string> {
  const origin = request.headers.get("origin");
  if (origin === null || !getSetting("api.allowedOrigins").includes(origin)) return {};
  return { "access-control-allow-origin": origin, "access-control-expose-headers": READABLE, vary: "Origin" };
}

/** Answers a browser that asks what it may send, or a program that asks what an address knows. */
export function preflight(request: Request, methods: string[]): Response {
  if (methods.length === 0) throw new ProblemError("unknown_path");
  const allow = methods.join(", ");
  const isOpen = "access-control-allow-origin" in corsHeaders(request);
  const forBrowser = {
    "access-control-allow-methods": allow,
    "access-control-allow-headers": SENT,
    "access-control-max-age": String(PREFLIGHT_SECONDS),
  };
  return new Response(null, { status: 204, headers: { allow, ...(isOpen ? forBrowser : {}) } });
}
