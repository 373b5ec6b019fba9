/** OpenAI's classes of error, plus the two that name our own side. */
export type ErrorType =
  | "invalid_request_error"
  | "authentication_error"
  | "permission_error"
  | "insufficient_quota"
  | "rate_limit_exceeded"
  | "upstream_error"
  | "server_error";

type GatewayErrorOptions = {
  status: number;
  type: ErrorType;
  /** Stable machine code; also the log row's errorCode. */
  code: string;
  message: string;
  param?: string | null;
  retryAfterMs?: number | null;
  /** False adds `x-should-retry: false`: the official clients would only repeat what cannot succeed. */
  shouldRetry?: boolean;
  cause?: unknown;
};

/** A request that ends with an error for the client. The message is for the customer: no key, host or channel in it. */
export class GatewayError extends Error {
  readonly status: number;
  readonly type: ErrorType;
  readonly code: string;
  readonly param: string | null;
  readonly retryAfterMs: number | null;
  readonly shouldRetry: boolean;

  constructor(options: GatewayErrorOptions) {
    super(options.message, { cause: options.cause });
    this.name = "GatewayError";
    this.status = options.status;
    this.type = options.type;
    this.code = options.code;
    this.param = options.param ?? null;
    this.retryAfterMs = options.retryAfterMs ?? null;
    this.shouldRetry = options.shouldRetry ?? true;
  }
}

/** The error as OpenAI clients read it; the request id ends the message, so that it reaches every log and screenshot. */
export function errorJson(error: GatewayError, requestId: string): string {
  const message = `${error.message} (request id: ${requestId})`;
  return JSON.stringify({ error: { message, type: error.type, param: error.param, code: error.code } });
}

/** Response headers that belong to an error: when to come back, or that coming back is useless. */
export function errorHeaders(error: GatewayError): Record<string, string> {
  const headers: Record<string, string> = {};
  if (error.retryAfterMs !== null) {
    headers["retry-after"] = String(Math.max(1, Math.ceil(error.retryAfterMs / 1_000)));
    headers["retry-after-ms"] = String(Math.max(1, Math.ceil(error.retryAfterMs)));
  }
  if (!error.shouldRetry) headers["x-should-retry"] = "false";
  return headers;
}

/** A request that is wrong in itself. `param` names the field at fault. */
export function badRequest(code: string, message: string, param: string | null = null): GatewayError {
  return new GatewayError({ status: 400, type: "invalid_request_error", code, message, param, shouldRetry: false });
}

/** A key that opens nothing: missing, unknown, expired or disabled. */
export function badKey(code: string, message: string): GatewayError {
  return new GatewayError({ status: 401, type: "authentication_error", code, message, shouldRetry: false });
}

/** A good key that may not do this. */
export function notPermitted(code: string, message: string): GatewayError {
  return new GatewayError({ status: 403, type: "permission_error", code, message, shouldRetry: false });
}

/** No such model for this key. */
export function modelNotFound(model: string): GatewayError {
  return new GatewayError({
    status: 404,
    type: "invalid_request_error",
    code: "model_not_found",
    message: `The model '${model}' does not exist or you do not have access to it.`,
    param: "model",
    shouldRetry: false,
  });
}

/** Quota used up. 429 as OpenAI answers, or 402 where clients expect that; never worth an automatic retry. */
export function insufficientQuota(
  status: 429 | 402,
  message: string,
  code: "insufficient_quota" | "plan_limit_reached" = "insufficient_quota",
): GatewayError {
  return new GatewayError({
    status,
    type: "insufficient_quota",
    code,
    message,
    shouldRetry: false,
  });
}

/** Too many requests; `retryAfterMs` until the limit lets one through again. */
export function rateLimited(code: string, message: string, retryAfterMs: number): GatewayError {
  return new GatewayError({ status: 429, type: "rate_limit_exceeded", code, message, retryAfterMs });
}

/** Our own side cannot serve now: the database is away, or the process is going down. */
export function unavailable(code: string, message: string, cause?: unknown): GatewayError {
  return new GatewayError({ status: 503, type: "server_error", code, message, retryAfterMs: 1_000, cause });
}
