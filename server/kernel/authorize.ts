import { can, outranks, type Permission, type Role } from "@/server/identity/permission/schema";
import type { ServiceContext } from "./context";
import { AppError } from "./errors";

const STEP_UP_VALID_MS = 10 * 60_000;

/** The first line of every service verb. Throws FORBIDDEN when the actor's role, or what a program was given of it, lacks the permission. */
export function authorize(ctx: ServiceContext, permission: Permission): void {
  if (!isAllowed(ctx, permission)) {
    throw new AppError("FORBIDDEN", { reason: "common.forbidden", meta: { permission } });
  }
}

/** Whether the actor has a permission, for verbs that answer differently instead of refusing. */
export function isAllowed(ctx: ServiceContext, permission: Permission): boolean {
  if (ctx.actor.kind === "system") return true;
  const { role, grant } = ctx.actor;
  return can(role, permission) && (grant === undefined || grant.permissions.has(permission));
}

/** Throws FORBIDDEN unless the actor's role stands above the target's. */
export function requireOutranks(ctx: ServiceContext, target: Role): void {
  if (ctx.actor.kind === "system" || outranks(ctx.actor.role, target)) return;
  throw new AppError("FORBIDDEN", { reason: "common.role_too_high", meta: { role: target } });
}

/** The acting person's id; throws FORBIDDEN for the system, which has nothing of its own. */
export function requireUserId(ctx: ServiceContext): string {
  if (ctx.actor.kind === "user") return ctx.actor.id;
  throw new AppError("FORBIDDEN", { reason: "common.forbidden" });
}

/**
 * For money, keys, roles and restore: the session must have asked for the password again within ten minutes.
 * A program has no password to ask for: its owner gave it a scope for such acts, or it may not do them.
 * Throws STEP_UP_REQUIRED, upon which the console asks for the password and repeats the call.
 */
export async function requireStepUp(ctx: ServiceContext): Promise<void> {
  if (ctx.actor.kind === "system") return;
  const { sessionId, grant } = ctx.actor;
  if (grant?.isSensitive) return;
  const session = sessionId === null ? null : await ctx.db.session.findUnique({ where: { id: sessionId } });
  const steppedUpAt = session?.steppedUpAt?.getTime() ?? 0;
  if (ctx.clock().getTime() - steppedUpAt > STEP_UP_VALID_MS) {
    throw new AppError("STEP_UP_REQUIRED", { reason: "common.step_up_required" });
  }
}
