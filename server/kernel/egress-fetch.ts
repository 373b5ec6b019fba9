import { type Dispatcher, request } from "undici";
import { parseEgressUrl } from "./egress";
import { AppError } from "./errors";

export type EgressRequest = {
  url: string;
  method?: "GET" | "POST";
  headers?: Record<string, string>;
  body?: string;
  /** For the whole call, redirects included. */
  timeoutMs?: number;
  bodyBytesMax?: number;
};

export type EgressResponse = {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
  /** Where the answer came from, after redirects. */
  url: string;
};

const REDIRECTS_MAX = 3;
const TIMEOUT_MS = 20_000;
const BODY_BYTES_MAX = 4 * 1024 * 1024;
/** Any other header may be a credential: operators add their own to a channel. */
const HARMLESS_HEADERS = new Set(["accept", "accept-language", "content-type", "user-agent"]);

function withoutCredentials(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => HARMLESS_HEADERS.has(name.toLowerCase())));
}

async function readBody(body: Dispatcher.ResponseData["body"], bytesMax: number): Promise<string> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of body as AsyncIterable<Buffer>) {
    bytes += part.length;
    // Leaving the loop destroys the body, and with it the connection.
    if (bytes > bytesMax) throw new AppError("UPSTREAM", { reason: "egress.answer_too_large" });
    parts.push(part);
  }
  return Buffer.concat(parts).toString("utf8");
}

function redirectTarget(response: Dispatcher.ResponseData, from: URL, method: string): URL | null {
  const { location } = response.headers;
  // A POST is never sent twice to another place: its answer is returned as it is.
  if (method !== "GET" || response.statusCode < 300 || response.statusCode >= 400 || typeof location !== "string")
    return null;
  return URL.canParse(location, from.href) ? new URL(location, from.href) : null;
}

/**
 * One management call (models, balance …) through the guarded dispatcher; the answer is text, of any status. A GET follows up to
 * three redirects: each passes the guard like the first, and credentials do not travel to another origin.
 * Throws FORBIDDEN `egress.refused`, UPSTREAM `egress.unreachable`, `egress.timeout`, `egress.too_many_redirects`, `egress.answer_too_large`.
 */
export async function egressFetch(dispatcher: Dispatcher, input: EgressRequest): Promise<EgressResponse> {
  const { method = "GET", body, timeoutMs = TIMEOUT_MS, bodyBytesMax = BODY_BYTES_MAX } = input;
  const signal = AbortSignal.timeout(timeoutMs);
  let headers = input.headers ?? {};
  let url = parseEgressUrl(input.url);
  try {
    for (let redirects = 0; redirects <= REDIRECTS_MAX; redirects++) {
      const response = await request(url, { dispatcher, method, headers, body, signal });
      const next = redirectTarget(response, url, method);
      if (!next) {
        const text = await readBody(response.body, bodyBytesMax);
        return { status: response.statusCode, headers: response.headers, body: text, url: url.href };
      }
      await response.body.dump();
      if (next.origin !== url.origin) headers = withoutCredentials(headers);
      url = parseEgressUrl(next);
    }
  } catch (error) {
    throw asEgressError(error, url);
  }
  throw new AppError("UPSTREAM", { reason: "egress.too_many_redirects", meta: { host: url.host } });
}

function asEgressError(error: unknown, url: URL): AppError {
  if (error instanceof AppError) return error;
  const isTimeout = error instanceof Error && error.name === "TimeoutError";
  const code = error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : null;
  return new AppError("UPSTREAM", {
    reason: isTimeout ? "egress.timeout" : "egress.unreachable",
    message: `No answer from ${url.host}${code ? ` (${code})` : ""}.`,
    meta: { host: url.host, code },
    cause: error,
  });
}
