import type { Fault, ResponseHeaders, Target, UpstreamError } from "./contract";
import { maskSecrets, scrubMessage } from "./scrub";

/** The fields of a vendor's error body, read by the vendor's adapter. */
export type ErrorFields = { message: string | null; code: string | null; type: string | null; param: string | null };

export type Verdict = { fault: Fault; retryable: boolean; isKeyDead: boolean };

const CLIENT: Verdict = { fault: "client", retryable: false, isKeyDead: false };
export const KEY_DEAD: Verdict = { fault: "key", retryable: true, isKeyDead: true };
const KEY_REFUSED: Verdict = { fault: "key", retryable: true, isKeyDead: false };
const CHANNEL: Verdict = { fault: "channel", retryable: true, isKeyDead: false };
const UPSTREAM: Verdict = { fault: "upstream", retryable: true, isKeyDead: false };
// The work may have been done and billed upstream: asking again could pay twice and wait twice.
const UPSTREAM_FINAL: Verdict = { fault: "upstream", retryable: false, isKeyDead: false };

const DEAD_KEY_CODES = new Set([
  "invalid_api_key",
  "account_deactivated",
  "billing_not_active",
  "insufficient_quota",
  "insufficient_user_quota",
  "authentication_error",
  "insufficient_balance",
]);

const DEAD_KEY_WORDS = [
  "credit balance is too low",
  "organization has been disabled",
  "exceeded your current quota",
  "insufficient balance",
  "invalid api key",
  "incorrect api key",
  "api key not valid",
  "api key expired",
  "account is not active",
  "account has been deactivated",
  "account not authorized",
];

const VERDICT_BY_STATUS: Record<number, Verdict> = {
  307: CHANNEL,
  308: CHANNEL,
  400: CLIENT,
  401: KEY_DEAD,
  402: KEY_DEAD,
  403: KEY_REFUSED,
  404: CHANNEL,
  405: CHANNEL,
  408: UPSTREAM_FINAL,
  409: UPSTREAM,
  410: CHANNEL,
  413: CLIENT,
  415: CLIENT,
  422: CLIENT,
  429: UPSTREAM,
  504: UPSTREAM_FINAL,
  524: UPSTREAM_FINAL,
};

function verdictOf(status: number, fields: ErrorFields): Verdict {
  const isRefusal = status >= 400 && status < 500;
  if (isRefusal && [fields.code, fields.type].some((name) => name !== null && DEAD_KEY_CODES.has(name)))
    return KEY_DEAD;
  const words = fields.message?.toLowerCase() ?? "";
  if (isRefusal && DEAD_KEY_WORDS.some((phrase) => words.includes(phrase))) return KEY_DEAD;
  // Vendors answer an unknown model with 400 as often as with 404; another channel may have it.
  if (fields.code === "model_not_found" || fields.code === "DeploymentNotFound") return CHANNEL;
  const known = VERDICT_BY_STATUS[status];
  if (known) return known;
  if (status >= 500) return UPSTREAM;
  if (status >= 300 && status < 400) return CHANNEL;
  return isRefusal ? CHANNEL : UPSTREAM;
}

function firstHeader(headers: ResponseHeaders, name: string): string | null {
  const value = headers[name];
  return (Array.isArray(value) ? value[0] : value) ?? null;
}

/** Milliseconds from `retry-after-ms` or `retry-after` in seconds; dates are ignored, no upstream here sends them. */
export function readRetryAfterMs(headers: ResponseHeaders): number | null {
  const exact = Number(firstHeader(headers, "retry-after-ms") ?? Number.NaN);
  if (Number.isFinite(exact) && exact >= 0) return Math.round(exact);
  const seconds = Number(firstHeader(headers, "retry-after") ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? Math.round(seconds * 1000) : null;
}

/**
 * Judges a failed answer by the rules all vendors share. Statuses and words follow what one-api's family bans and retries
 * on, except that a 400 never goes to a second channel and a gateway time-out is never repeated.
 */
export function judgeUpstreamError(input: {
  status: number;
  fields: ErrorFields;
  headers: ResponseHeaders;
  target: Target;
  verdict?: Verdict;
}): UpstreamError {
  const { status, fields, headers, target } = input;
  const words = fields.message?.trim() || `The upstream answered with status ${status}.`;
  return {
    status,
    code: fields.code,
    type: fields.type,
    param: fields.param,
    message: scrubMessage(words, target),
    detail: maskSecrets(words, target),
    retryAfterMs: readRetryAfterMs(headers),
    ...(input.verdict ?? verdictOf(status, fields)),
  };
}

/** An error body that is no JSON (a proxy's page, plain text): its visible words, in short. */
export function wordsOfPlainBody(body: string): string | null {
  const text = body
    .replace(/<(script|style)[\s\S]*?<\/\1>/gi, " ")
    .replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ")
    .trim();
  return text === "" ? null : text.slice(0, 300);
}
