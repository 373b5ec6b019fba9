import { initTRPC, type TRPC_ERROR_CODE_KEY, TRPCError } from "@trpc/server";
import { getHTTPStatusCodeFromError } from "@trpc/server/http";
import superjson from "superjson";
import { ZodError } from "zod";
import { noteApiCall } from "@/server/kernel/api-call-notice";
import { AppError, type AppErrorCode, toAppError } from "@/server/kernel/errors";
import { logger } from "@/server/kernel/logger";
import type { RequestContext } from "./context";

const TRPC_CODE = {
  BAD_INPUT: "BAD_REQUEST",
  UNAUTHENTICATED: "UNAUTHORIZED",
  FORBIDDEN: "FORBIDDEN",
  STEP_UP_REQUIRED: "FORBIDDEN",
  NOT_FOUND: "NOT_FOUND",
  CONFLICT: "CONFLICT",
  PRECONDITION_FAILED: "PRECONDITION_FAILED",
  RATE_LIMITED: "TOO_MANY_REQUESTS",
  UPSTREAM: "BAD_GATEWAY",
  UNAVAILABLE: "SERVICE_UNAVAILABLE",
  INTERNAL: "INTERNAL_SERVER_ERROR",
} as const satisfies Record<AppErrorCode, TRPC_ERROR_CODE_KEY>;

const t = initTRPC.context<RequestContext>().create({
  transformer: superjson,
  errorFormatter({ shape, error, ctx }) {
    const fault = error.cause instanceof AppError ? error.cause : null;
    const zodError = error.cause instanceof ZodError ? error.cause : null;
    return {
      ...shape,
      // The text of an unforeseen error may hold SQL or paths: it stays in the log.
      message: fault?.code === "INTERNAL" || (!fault && !zodError) ? "internal error" : shape.message,
      data: {
        code: shape.data.code,
        httpStatus: shape.data.httpStatus,
        path: shape.data.path,
        app: {
          code: fault?.code ?? (zodError ? ("BAD_INPUT" as const) : ("INTERNAL" as const)),
          reason: fault?.reason ?? (zodError ? "common.bad_input" : "common.internal"),
          meta: fault?.meta ?? null,
          requestId: ctx?.requestId ?? null,
        },
        fields: zodError?.issues.map((issue) => ({
          path: issue.path.join("."),
          code: issue.code,
          message: issue.message,
        })),
      },
    };
  },
});

/** The one place where errors of services become tRPC errors: it sees every failure of every procedure. */
const mapErrors = t.middleware(async ({ ctx, path, next }) => {
  const result = await next();
  if (result.ok) return result;
  const { cause } = result.error;
  if (cause instanceof ZodError || (result.error.code !== "INTERNAL_SERVER_ERROR" && !(cause instanceof AppError))) {
    return result;
  }
  const error = toAppError(cause ?? result.error);
  if (error.code === "INTERNAL")
    logger.error({ err: error.cause ?? error, path, requestId: ctx.requestId }, "procedure failed");
  throw new TRPCError({ code: TRPC_CODE[error.code], message: error.message, cause: error });
});

/** The time of each procedure, of its first word's noun. */
const measure = t.middleware(async ({ path, next }) => {
  const startedMs = performance.now();
  const result = await next();
  const status = result.ok ? 200 : getHTTPStatusCodeFromError(result.error);
  noteApiCall({ door: "trpc", family: path.split(".", 1)[0] ?? path, status, startedMs });
  return result;
});

const requireSignedIn = t.middleware(({ ctx, next }) => {
  const { service } = ctx;
  if (!service) throw new AppError("UNAUTHENTICATED", { reason: "common.signed_out" });
  return next({ ctx: service });
});

export const { router, createCallerFactory } = t;

/** Anyone, signed in or not. */
export const publicProcedure = t.procedure.use(measure).use(mapErrors);

/** Signed-in people; `ctx` is the ServiceContext of the person. What they may do is the service's first line. */
export const procedure = t.procedure.use(measure).use(mapErrors).use(requireSignedIn);
