import type { Target } from "./contract";

/** The headers of a request with those that the channel adds, which replace an adapter's of the same name. */
export function withTargetHeaders(headers: Record<string, string>, target: Target): Record<string, string> {
  return target.headers ? { ...headers, ...target.headers } : headers;
}
