import type { UserConfig } from "@/prisma/generated/sqlite/client";
import type { ServiceContext } from "@/server/kernel/context";
import { AppError } from "@/server/kernel/errors";
import type { ConfigScope } from "./schema";

export type Lifetime = { scope: ConfigScope; expiresAt: Date | null; sessionId: string };

/**
 * When a configuration ends. Throws BAD_INPUT: config.needs_expiry for a temporary one without, config.expiry_past;
 * PRECONDITION_FAILED (config.no_session) for one of a session where there is none, as under a service token.
 */
export function lifetimeOf(ctx: ServiceContext, wanted: Omit<Lifetime, "sessionId">, before?: UserConfig): Lifetime {
  const { scope, expiresAt } = wanted;
  if (scope === "temporary" && expiresAt === null) {
    throw new AppError("BAD_INPUT", { reason: "config.needs_expiry", meta: { field: "expiresAt" } });
  }
  const isNewExpiry = expiresAt !== null && expiresAt.getTime() !== before?.expiresAt?.getTime();
  if (isNewExpiry && expiresAt <= ctx.clock()) {
    throw new AppError("BAD_INPUT", { reason: "config.expiry_past", meta: { field: "expiresAt" } });
  }
  if (scope !== "session") return { scope, expiresAt, sessionId: "" };
  if (before?.scope === "session") return { scope, expiresAt, sessionId: before.sessionId };
  const sessionId = ctx.actor.kind === "user" ? ctx.actor.sessionId : null;
  if (sessionId === null)
    throw new AppError("PRECONDITION_FAILED", { reason: "config.no_session", meta: { field: "scope" } });
  return { scope, expiresAt, sessionId };
}
