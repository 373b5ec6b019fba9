/** Every way a request of ours can fail, told apart by what the caller should do next. */
export const APP_ERROR_CODES = [
  "BAD_INPUT",
  "UNAUTHENTICATED",
  "FORBIDDEN",
  "STEP_UP_REQUIRED",
  "NOT_FOUND",
  "CONFLICT",
  "PRECONDITION_FAILED",
  "RATE_LIMITED",
  "UPSTREAM",
  "UNAVAILABLE",
  "INTERNAL",
] as const;
export type AppErrorCode = (typeof APP_ERROR_CODES)[number];

export type AppErrorMeta = Record<string, string | number | boolean | null>;

type AppErrorOptions = { message?: string; reason?: string; meta?: AppErrorMeta; cause?: unknown };

/**
 * The one error type of services and kernel; it knows no transport.
 * `reason` ("user.username_taken") is what clients word in the reader's language, with `meta` as its parameters;
 * `message` is for logs and for callers without a catalogue.
 */
export class AppError extends Error {
  readonly code: AppErrorCode;
  readonly reason: string | undefined;
  readonly meta: AppErrorMeta | undefined;

  constructor(code: AppErrorCode, options: AppErrorOptions = {}) {
    super(options.message ?? options.reason ?? code, { cause: options.cause });
    this.name = "AppError";
    this.code = code;
    this.reason = options.reason;
    this.meta = options.meta;
  }
}

/** Shorthand for the commonest refusal: a record that is not there, or not for this actor to know of. */
export function notFound(kind: string): AppError {
  return new AppError("NOT_FOUND", { reason: "common.not_found", meta: { kind } });
}

/** A stale edit: somebody saved the record after the caller read it. */
export function staleVersion(kind: string): AppError {
  return new AppError("CONFLICT", { reason: "common.stale_version", meta: { kind } });
}

export const HTTP_STATUS_BY_CODE = {
  BAD_INPUT: 400,
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  STEP_UP_REQUIRED: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  PRECONDITION_FAILED: 412,
  RATE_LIMITED: 429,
  UPSTREAM: 502,
  UNAVAILABLE: 503,
  INTERNAL: 500,
} as const satisfies Record<AppErrorCode, number>;

/**
 * Turns anything thrown into an AppError. Prisma's unique violation becomes CONFLICT and its missing record NOT_FOUND;
 * what nobody foresaw becomes INTERNAL with the original as its cause, and no text of it for the outside.
 */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const code = prismaCode(error);
  if (code === "P2002") return new AppError("CONFLICT", { reason: "common.already_exists", cause: error });
  if (code === "P2025") return new AppError("NOT_FOUND", { reason: "common.not_found", cause: error });
  if (code !== null && UNREACHABLE_CODES.has(code)) {
    return new AppError("UNAVAILABLE", { reason: "common.database_unavailable", cause: error });
  }
  return new AppError("INTERNAL", { reason: "common.internal", cause: error });
}

const UNREACHABLE_CODES = new Set(["P1000", "P1001", "P1002", "P1008", "P1017", "P2024"]);

/** The Prisma error code of an error, or null. Read by shape: three generated clients have three error classes. */
export function prismaCode(error: unknown): string | null {
  if (typeof error !== "object" || error === null || !("code" in error)) return null;
  return typeof error.code === "string" ? error.code : null;
}
