import { ProviderResponseError, type Usage } from "@/server/providers/contract";
import { findUsageInBytes } from "@/server/providers/usage-scan";
import type { GatewayRequest } from "./request";
import type { Channel } from "./snapshot";
import type { UpstreamRequest } from "./upstream-request";

/** A complete answer as the client gets it. */
export type JsonAnswer = { body: Buffer; usage: Usage | null; contentBytes: number };

/** Larger answers (embeddings of many texts) are not parsed to be passed through: their usage is searched for. */
const PARSE_BYTES_MAX = 256 * 1024;
const OPEN = 123;
const CLOSE = 125;

/** Reads a 2xx answer, or null when it is none. */
export function readJsonAnswer(
  body: Buffer,
  { channel, request, upstream }: { channel: Channel; request: GatewayRequest; upstream: UpstreamRequest },
): JsonAnswer | null {
  const { provider } = channel;
  const { endpoint, model } = request;
  if (upstream.isPassThrough && body.length > PARSE_BYTES_MAX) {
    if (!isObjectLike(body)) return null;
    const found = findUsageInBytes(body);
    return { body, usage: found && provider.parseUsage(found), contentBytes: body.length };
  }
  try {
    const json: unknown = JSON.parse(body.toString("utf8"));
    const parsed = provider.parseResponse({ endpoint, json, model, request: request.body });
    const out = upstream.isPassThrough ? body : Buffer.from(JSON.stringify(parsed.body));
    // Only an answer without usage is measured.
    return { body: out, usage: parsed.usage, contentBytes: parsed.usage ? 0 : textBytes(parsed.body.choices) };
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof ProviderResponseError) return null;
    throw error;
  }
}

function isObjectLike(body: Buffer): boolean {
  let end = body.length - 1;
  while (end > 0 && (body[end] ?? 0) <= 32) end -= 1;
  let start = 0;
  while (start < end && (body[start] ?? 0) <= 32) start += 1;
  return body[start] === OPEN && body[end] === CLOSE;
}

/** Bytes of all texts in an answer's choices. */
function textBytes(value: unknown): number {
  if (typeof value === "string") return Buffer.byteLength(value);
  if (typeof value !== "object" || value === null) return 0;
  return Object.values(value).reduce((sum: number, field) => sum + textBytes(field), 0);
}
