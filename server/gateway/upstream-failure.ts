import type { IncomingHttpHeaders } from "node:http";
import { errors } from "undici";
import { AppError } from "@/server/kernel/errors";
import type { Fault, Provider, Target, UpstreamError } from "@/server/providers/contract";
import { maskSecrets } from "@/server/providers/scrub";
import type { StatusMatcher } from "@/server/supply/channel/status-schema";
import { contentRefused } from "./content-filter";
import { GatewayError, rateLimited, unavailable } from "./errors";

/** Why an attempt failed: what the client may know, whose fault it is, and whether another channel should be asked. */
export type Failure = {
  error: GatewayError;
  fault: Fault | "none";
  isRetryable: boolean;
  isKeyDead: boolean;
  isTimeout: boolean;
  /** The answer broke a rule of the content filter: nobody's failure. */
  isRefusal?: boolean;
  /** What the upstream answered; null when it did not. */
  status: number | null;
  /** The upstream's words with keys masked, for staff and the rules of switching off. */
  detail: string;
};

/** A time-out of ours: the whole request took too long, or its drain did. */
export class RelayTimeoutError extends Error {
  override name = "RelayTimeoutError";
}

/** This process has to end, and the request has had its time to end before it. */
export class GatewayEndingError extends Error {
  override name = "GatewayEndingError";
}

const CLIENT_STATUS_MAX = 422;

type Answer = { status: number; headers: IncomingHttpHeaders; body: Buffer };
type Judge = {
  provider: Provider;
  target: Target;
  statusMapping: ReadonlyMap<number, number>;
  /** Null: the cause of the failure decides. */
  isRetried: StatusMatcher | null;
  /** The client hears what failed, and not the upstream's words. */
  hidesWords: boolean;
};

/** Judges an answer that is no success. The channel's status mapping counts before all rules. */
export function failureOfAnswer(
  answer: Answer,
  { provider, target, statusMapping, isRetried, hidesWords }: Judge,
): Failure {
  const mapped = statusMapping.get(answer.status);
  const status = mapped ?? answer.status;
  const error = provider.mapError({ status, body: answer.body.toString("utf8"), headers: answer.headers, target });
  const retryAfterMs = error.retryAfterMs;
  return {
    error: clientError(hidesWords ? withoutWords(error) : error, mapped === undefined ? null : status, retryAfterMs),
    fault: error.fault,
    isRetryable: isRetried ? isRetried(status) : error.retryable,
    isKeyDead: error.isKeyDead,
    isTimeout: false,
    status: answer.status,
    detail: error.detail,
  };
}

function withoutWords(error: UpstreamError): UpstreamError {
  const message = `The upstream refused this request (status ${error.status}).`;
  return { ...error, message, code: null, param: null };
}

/** Keys, addresses and accounts of ours are nobody's business: only what is the client's own doing is told in full. */
function clientError(error: UpstreamError, mappedStatus: number | null, retryAfterMs: number | null): GatewayError {
  if (error.fault === "client") {
    const status = mappedStatus ?? (error.status >= 400 && error.status <= CLIENT_STATUS_MAX ? error.status : 400);
    const code = error.code ?? "upstream_rejected";
    return new GatewayError({
      status,
      type: "invalid_request_error",
      code,
      message: error.message,
      param: error.param,
      shouldRetry: false,
    });
  }
  if (error.fault === "upstream" && error.status === 429) {
    return new GatewayError({
      status: mappedStatus ?? 429,
      type: "rate_limit_exceeded",
      code: "upstream_saturated",
      message: "The upstream is at its limit right now. Try again shortly.",
      retryAfterMs: retryAfterMs ?? 1_000,
    });
  }
  const isTimeout = error.status === 504 || error.status === 524 || error.status === 408;
  return new GatewayError({
    status: mappedStatus ?? (isTimeout ? 504 : 502),
    type: "upstream_error",
    code: isTimeout ? "upstream_timeout" : "upstream_error",
    message:
      error.fault === "upstream"
        ? `The upstream answered with an error (status ${error.status}).`
        : "The upstream for this model cannot be used right now.",
  });
}

/** A success by status that is none by content: no JSON, an error inside, a stream that was never one. */
export function failureOfContent(status: number, detail: string): Failure {
  return {
    error: upstreamError("bad_upstream_answer", "The upstream answered with something that is no answer."),
    fault: "upstream",
    isRetryable: true,
    isKeyDead: false,
    isTimeout: false,
    status,
    detail,
  };
}

/** An answer that may not be given out. Another channel would say the same, and the client shall not be made to wait for it. */
export function failureOfRefusal(rule: number): Failure {
  return {
    error: contentRefused("answer", rule),
    fault: "none",
    isRetryable: false,
    isKeyDead: false,
    isTimeout: false,
    isRefusal: true,
    status: null,
    detail: `stopped: rule ${rule} of the content filter`,
  };
}

type Transport = { target: Target; retriesAfterTimeout: boolean };

/** Judges a call without an answer: refused, unreachable, timed out, broken off. */
export function failureOfTransport(error: unknown, { target, retriesAfterTimeout }: Transport): Failure {
  const detail = maskSecrets(error instanceof Error ? error.message : String(error), target);
  const base = { isKeyDead: false, status: null, detail };
  if (error instanceof AppError && error.reason?.startsWith("egress.")) {
    const refused = upstreamError("upstream_unreachable", "The upstream for this model cannot be used right now.");
    return { ...base, error: refused, fault: "channel", isRetryable: true, isTimeout: false };
  }
  if (error instanceof GatewayEndingError) {
    const ending = unavailable("gateway_ending", "The service is being restarted. Try again soon.");
    return { ...base, error: ending, fault: "none", isRetryable: false, isTimeout: true };
  }
  if (isTimeoutError(error)) {
    const message = "The upstream did not answer in time.";
    const timeout = new GatewayError({ status: 504, type: "upstream_error", code: "upstream_timeout", message });
    return { ...base, error: timeout, fault: "upstream", isRetryable: retriesAfterTimeout, isTimeout: true };
  }
  if (error instanceof errors.ConnectTimeoutError) {
    const unreachable = upstreamError("upstream_unreachable", "The upstream could not be reached in time.", 504);
    return { ...base, error: unreachable, fault: "upstream", isRetryable: true, isTimeout: true };
  }
  const message = "The connection to the upstream failed.";
  return {
    ...base,
    error: upstreamError("upstream_unreachable", message),
    fault: "upstream",
    isRetryable: true,
    isTimeout: false,
  };
}

function isTimeoutError(error: unknown): boolean {
  return (
    error instanceof RelayTimeoutError ||
    error instanceof errors.HeadersTimeoutError ||
    error instanceof errors.BodyTimeoutError
  );
}

function upstreamError(code: string, message: string, status = 502): GatewayError {
  return new GatewayError({ status, type: "upstream_error", code, message });
}

/** Every channel that serves the model is at the limits set for it. */
export function channelsFull(model: string, retryAfterMs: number): GatewayError {
  return rateLimited("channels_at_limit", `All channels for the model '${model}' are at their limits.`, retryAfterMs);
}

/** No channel is left for the model: none was ever there, or all of them failed without saying why. */
export function noChannelLeft(model: string): GatewayError {
  return new GatewayError({
    status: 503,
    type: "upstream_error",
    code: "no_available_channel",
    message: `No channel for the model '${model}' is available right now.`,
    retryAfterMs: 1_000,
  });
}
