import type { Session } from "@/prisma/generated/sqlite/client";
import { audit } from "@/server/kernel/audit";
import type { ServiceContext } from "@/server/kernel/context";
import { AppError } from "@/server/kernel/errors";
import { withTransaction } from "@/server/kernel/transaction";
import { endSessions } from "../session/service";
import { findLiveSession, grant, type LiveSession, signedOut } from "./access";
import type { AccessGranted, RefreshAccessInput } from "./access-schema";
import { readToken } from "./jwt";
import { newRefreshId } from "./refresh-id";

/** How long a call whose answer was lost may be repeated. */
const REPEAT_MS = 60_000;

/**
 * A new access token and a new refresh token for a refresh token, which is used up by it. Only the very same call, with the
 * same Idempotency-Key within a minute and before the new token was used, gets the same answer again: its first one may have
 * been lost. Any other use of a token that is used up means that two have it: the session ends, with an audit event.
 * Throws UNAUTHENTICATED (serviceToken.not_accepted, serviceToken.refresh_reused).
 */
export async function refreshAccess(ctx: ServiceContext, input: RefreshAccessInput): Promise<AccessGranted> {
  const claims = await readToken("refresh", input.refreshToken, ctx.clock());
  if (!claims || !("sessionId" in claims.bearer) || claims.refreshId === undefined) throw signedOut();
  const used = claims.refreshId;
  const { sessionId } = claims.bearer;
  const live = await findLiveSession(ctx, sessionId);
  if (!live || live.user.id !== claims.userId) throw signedOut();
  const refreshId = newRefreshId();
  // The id in the condition: of two who bring the same token at once, one gets the next.
  const { count } = await ctx.db.session.updateMany({
    where: { id: sessionId, revokedAt: null, refreshId: used },
    data: {
      refreshId,
      refreshedAt: ctx.clock(),
      usedRefreshId: used,
      refreshCall: input.idempotencyKey ?? null,
    },
  });
  const now = await findLiveSession(ctx, sessionId);
  if (!now) throw signedOut();
  if (count === 0 && !isRepeated(ctx, now.session, { used, call: input.idempotencyKey })) {
    await endReused(ctx, now);
    throw new AppError("UNAUTHENTICATED", { reason: "serviceToken.refresh_reused" });
  }
  // Signed of what the row says: the same row makes the same token, so none has to be kept for a repeated call.
  return grant(ctx, { ...claims, refreshId: count === 1 ? refreshId : (now.session.refreshId ?? "") }, now);
}

type Use = { used: string; call: string | undefined };

function isRepeated(ctx: ServiceContext, session: Session, { used, call }: Use): boolean {
  const { usedRefreshId, refreshCall, refreshedAt } = session;
  if (call === undefined || refreshCall !== call || usedRefreshId !== used || refreshedAt === null) return false;
  return ctx.clock().getTime() - refreshedAt.getTime() < REPEAT_MS;
}

/** In a transaction of its own: the refusal that follows must not take the end of the session back. */
async function endReused(ctx: ServiceContext, { session, user }: LiveSession): Promise<void> {
  await withTransaction(ctx, async (tx) => {
    const count = await endSessions(tx, { id: session.id }, "refresh_reused");
    if (count === 0) return;
    await audit(tx, {
      action: "session.refreshReused",
      target: { kind: "user", id: user.id, label: user.username },
      before: { device: session.device, ip: session.ip },
    });
  });
}
