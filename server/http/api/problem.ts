import englishCommon from "@/components/i18n/messages/en/errors.json";
import { type AppErrorCode, toAppError } from "@/server/kernel/errors";
import { logger } from "@/server/kernel/logger";
import type { Fault } from "./wire";

type ProblemKind = { status: number; title: string; advice: string };

/** Every code a refusal can have. A code is for good: programs decide by it. Each has a page at /api/v2/errors/<code>. */
export const PROBLEMS = {
  bad_input: {
    status: 400,
    title: "Some of the input is not valid",
    advice: "`errors` names each field by its path and says what is wrong with it. Mend these and send the call again.",
  },
  bad_json: {
    status: 400,
    title: "The body is no JSON object",
    advice: "Send one JSON object, encoded in UTF-8, with the content type application/json.",
  },
  unauthenticated: {
    status: 401,
    title: "Nobody is known by these credentials",
    advice:
      "Send `Authorization: Bearer <token>` with a service token or an access token that is neither expired nor revoked. Cookies are not looked at.",
  },
  address_not_allowed: {
    status: 403,
    title: "The token may not be used from this address",
    advice: "Call from an address on the token's list, or make a token that allows yours.",
  },
  forbidden: {
    status: 403,
    title: "The owner of the token may not do this",
    advice: "A token can never do more than the role of its owner. Ask somebody with the right role.",
  },
  insufficient_scope: {
    status: 403,
    title: "The token lacks the scope for this",
    advice: "`scope` names what is missing. Make a token that has it; the scopes of a token cannot be changed.",
  },
  step_up_required: {
    status: 403,
    title: "This act needs a sensitive scope, or the password again",
    advice:
      "A service token needs the sensitive scope that the reference names beside the operation. With an access token, sign in again: it may do such acts for ten minutes.",
  },
  not_found: {
    status: 404,
    title: "There is no such record",
    advice: "Check the id. Records you may not see look the same.",
  },
  unknown_path: {
    status: 404,
    title: "There is no such address",
    advice: "The reference at /api/v2/docs lists all addresses. None ends with a slash.",
  },
  method_not_allowed: {
    status: 405,
    title: "This address does not know the method",
    advice: "The header `Allow` lists the methods that it knows.",
  },
  conflict: {
    status: 409,
    title: "This clashes with what is there",
    advice: "`reason` says with what: a name that is taken, or work that somebody else has done meanwhile.",
  },
  idempotency_key_reused: {
    status: 409,
    title: "The Idempotency-Key belongs to another call",
    advice: "A key names one call with one body. Make a new key for a new call.",
  },
  idempotency_in_progress: {
    status: 409,
    title: "The first call with this Idempotency-Key still runs",
    advice: "Wait as long as `Retry-After` says and send the same call again: it gets the answer of the first.",
  },
  stale_version: {
    status: 412,
    title: "Somebody changed the record meanwhile",
    advice:
      "Read the record again, look whether your change still makes sense, and send it with the new ETag in If-Match.",
  },
  payload_too_large: { status: 413, title: "The body is too large", advice: "`limit_bytes` is the most that is read." },
  unsupported_media_type: {
    status: 415,
    title: "The body has another content type",
    advice: "Send `Content-Type: application/json`.",
  },
  refused: {
    status: 422,
    title: "The record is not in a state that allows this",
    advice: "`reason` and `detail` say which rule stands against it.",
  },
  version_required: {
    status: 428,
    title: "The version is missing",
    advice: "Read the record, and send its ETag in the header If-Match, so that nobody's change is overwritten unseen.",
  },
  rate_limited: {
    status: 429,
    title: "Too many calls",
    advice: "Wait as long as `Retry-After` says. `RateLimit` tells with every answer what is left.",
  },
  internal: {
    status: 500,
    title: "Something failed on the server",
    advice:
      "It stands in the server's log under `request_id`. A GET, or a POST with an Idempotency-Key, may be sent again.",
  },
  upstream: { status: 502, title: "The upstream service failed", advice: "`detail` says how. Try again later." },
  unavailable: { status: 503, title: "The service is not available right now", advice: "Try again in a moment." },
} as const satisfies Record<string, ProblemKind>;

export type ProblemCode = keyof typeof PROBLEMS;

const CODE_OF = {
  BAD_INPUT: "bad_input",
  UNAUTHENTICATED: "unauthenticated",
  FORBIDDEN: "forbidden",
  STEP_UP_REQUIRED: "step_up_required",
  NOT_FOUND: "not_found",
  CONFLICT: "conflict",
  PRECONDITION_FAILED: "refused",
  RATE_LIMITED: "rate_limited",
  UPSTREAM: "upstream",
  UNAVAILABLE: "unavailable",
  INTERNAL: "internal",
} as const satisfies Record<AppErrorCode, ProblemCode>;

export type ProblemFields = {
  detail?: string;
  /** What services call the cause ("user.username_taken"), with its parameters. */
  reason?: string;
  meta?: Record<string, string | number | boolean | null>;
  errors?: Fault[];
  scope?: string;
  limit_bytes?: number;
};

/** A refusal that is decided before any service is asked. */
export class ProblemError extends Error {
  readonly code: ProblemCode;
  readonly fields: ProblemFields;
  readonly headers: Record<string, string>;

  constructor(code: ProblemCode, fields: ProblemFields = {}, headers: Record<string, string> = {}) {
    super(fields.detail ?? PROBLEMS[code].title);
    this.name = "ProblemError";
    this.code = code;
    this.fields = fields;
    this.headers = headers;
  }
}

/** Words a cause in the caller's language, with its parameters; null where no catalogue knows it. */
export type WordReason = (reason: string, meta: NonNullable<ProblemFields["meta"]>) => string | null;

/** Anything thrown as application/problem+json. What nobody foresaw is logged, and only its request id leaves. */
export function problemResponse(error: unknown, requestId: string, wordReason: WordReason): Response {
  const problem = error instanceof ProblemError ? error : problemOf(error, requestId, wordReason);
  const { status, title } = PROBLEMS[problem.code];
  const body = {
    type: `/api/v2/errors/${problem.code}`,
    title,
    status,
    code: problem.code,
    ...problem.fields,
    request_id: requestId,
  };
  return new Response(JSON.stringify(body), {
    status,
    headers: { "content-type": "application/problem+json", ...problem.headers },
  });
}

function problemOf(error: unknown, requestId: string, wordReason: WordReason): ProblemError {
  const fault = toAppError(error);
  if (fault.code === "INTERNAL") {
    logger.error({ err: fault.cause ?? fault, requestId }, "an API call failed");
    return new ProblemError("internal");
  }
  const isStale = fault.reason === "common.stale_version";
  const field = typeof fault.meta?.field === "string" ? fault.meta.field : null;
  const detail = fault.reason === undefined ? null : wordReason(fault.reason, fault.meta ?? {});
  const fields: ProblemFields = { detail: detail ?? englishCommon[fault.code] };
  if (fault.reason !== undefined) fields.reason = fault.reason;
  if (fault.meta !== undefined) fields.meta = fault.meta;
  if (field !== null) fields.errors = [{ path: field, code: fault.reason ?? "invalid" }];
  return new ProblemError(isStale ? "stale_version" : CODE_OF[fault.code], fields, retryAfter(fault.meta));
}

function retryAfter(meta: ProblemFields["meta"]): Record<string, string> {
  const minutes = meta?.minutes;
  return typeof minutes === "number" ? { "retry-after": String(minutes * 60) } : {};
}
