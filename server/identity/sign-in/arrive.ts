import { clientIp } from "@/server/kernel/client-ip";
import { type ServiceContext, systemContext } from "@/server/kernel/context";
import { toAppError } from "@/server/kernel/errors";
import { logger } from "@/server/kernel/logger";
import { confirmIdentity, signInWithIdentity } from "../identity/enter";
import type { IdentityClaim } from "../identity/schema";
import type { LiveSession } from "../session/read";

/**
 * Lets in whoever proved elsewhere who they are: signed in, or linked and confirmed where this browser is signed in already.
 * Out: the id of the session that its cookie shall carry. Throws what signInWithIdentity and confirmIdentity throw.
 */
export async function arrive(ctx: ServiceContext, session: LiveSession | null, claim: IdentityClaim): Promise<string> {
  if (!session) return signInWithIdentity(ctx, claim);
  const { id, userId, username, role } = session;
  const actor = { kind: "user", id: userId, name: username, role, sessionId: id } as const;
  return confirmIdentity({ ...ctx, actor }, claim);
}

/** A failure as the sign-in page reads it. What nobody foresaw is logged and not told. */
export function faultText(cause: unknown): string {
  const error = toAppError(cause);
  if (error.code === "INTERNAL") logger.error({ err: error.cause ?? error }, "sign-in failed");
  return JSON.stringify({ reason: error.reason ?? "common.internal", meta: error.meta ?? {} });
}

export function browserContext(request: Request): ServiceContext {
  return {
    ...systemContext("sign-in"),
    ip: clientIp(request.headers),
    userAgent: request.headers.get("user-agent") ?? "",
  };
}
