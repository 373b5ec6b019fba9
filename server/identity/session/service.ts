import { getSetting } from "@/server/configuration/setting/current";
import { audit } from "@/server/kernel/audit";
import { authorize, requireOutranks, requireUserId } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { verifyPassword } from "@/server/kernel/crypto";
import { AppError, notFound } from "@/server/kernel/errors";
import { newId } from "@/server/kernel/ids";
import { withTransaction } from "@/server/kernel/transaction";
import type { Role } from "../permission/schema";
import { clearFailures, countFailure } from "../sign-in/throttle";
import { deviceName } from "./device";

const DAY_MS = 86_400_000;
const LISTED_MAX = 100;

/** Opens a session for a user who proved who they are. Returns its id; the caller puts it into the cookie. */
export async function openSession(ctx: ServiceContext, input: { userId: string }): Promise<string> {
  const now = ctx.clock();
  const session = await ctx.db.session.create({
    data: {
      id: newId("ses"),
      userId: input.userId,
      device: deviceName(ctx.userAgent),
      ip: ctx.ip.slice(0, 64),
      userAgent: ctx.userAgent.slice(0, 512),
      createdAt: now,
      lastActiveAt: now,
      expiresAt: new Date(now.getTime() + getSetting("security.sessionDays") * DAY_MS),
      steppedUpAt: now,
    },
  });
  return session.id;
}

/** Lists live sessions, the latest used first: one's own, or with the right for it another user's. */
export async function listSessions(ctx: ServiceContext, input: { userId?: string | undefined }) {
  const ownId = requireUserId(ctx);
  const userId = input.userId ?? ownId;
  authorize(ctx, userId === ownId ? "session.readOwn" : "session.readAny");
  const rows = await ctx.db.session.findMany({
    where: { userId, revokedAt: null, expiresAt: { gt: ctx.clock() } },
    orderBy: [{ lastActiveAt: "desc" }, { id: "desc" }],
    take: LISTED_MAX,
  });
  const currentId = ctx.actor.kind === "user" ? ctx.actor.sessionId : null;
  return rows.map((row) => ({
    id: row.id,
    device: row.device,
    ip: row.ip,
    userAgent: row.userAgent,
    createdAt: row.createdAt,
    lastActiveAt: row.lastActiveAt,
    expiresAt: row.expiresAt,
    isCurrent: row.id === currentId,
  }));
}

/** Ends one session: one's own, or that of somebody of a lower role. */
export async function revokeSession(ctx: ServiceContext, input: { id: string }): Promise<void> {
  const ownId = requireUserId(ctx);
  authorize(ctx, "session.revokeOwn");
  const session = await ctx.db.session.findUnique({ where: { id: input.id }, include: { user: true } });
  if (!session) throw notFound("session");
  if (session.userId !== ownId) {
    authorize(ctx, "session.revokeAny");
    requireOutranks(ctx, session.user.role as Role);
  }
  await withTransaction(ctx, async (tx) => {
    await endSessions(tx, { id: input.id }, "revoked");
    await audit(tx, {
      action: "session.revoke",
      target: { kind: "user", id: session.userId, label: session.user.username },
      before: { device: session.device, ip: session.ip },
    });
  });
}

/** Ends all sessions of a user. One's own current session stays, so that the click does not sign its author out. */
export async function revokeAllSessions(ctx: ServiceContext, input: { userId?: string | undefined }): Promise<number> {
  const ownId = requireUserId(ctx);
  const userId = input.userId ?? ownId;
  authorize(ctx, userId === ownId ? "session.revokeOwn" : "session.revokeAny");
  const user = await ctx.db.user.findUnique({ where: { id: userId } });
  if (!user) throw notFound("user");
  if (userId !== ownId) requireOutranks(ctx, user.role as Role);
  const currentId = ctx.actor.kind === "user" ? ctx.actor.sessionId : null;
  return withTransaction(ctx, async (tx) => {
    const count = await endSessions(tx, { userId, NOT: { id: currentId ?? "" } }, "revoked_all");
    await audit(tx, {
      action: "session.revokeAll",
      target: { kind: "user", id: userId, label: user.username },
      after: { endedSessions: count },
    });
    return count;
  });
}

type SessionFilter = { id?: string; userId?: string; NOT?: { id: string } };

/** Marks sessions as ended inside a transaction; used wherever an account loses rights. Returns how many. */
export async function endSessions(tx: ServiceContext, where: SessionFilter, reason: string): Promise<number> {
  const { count } = await tx.db.session.updateMany({
    where: { ...where, revokedAt: null },
    data: { revokedAt: tx.clock(), revokedReason: reason },
  });
  return count;
}

/** Checks the actor's password again and opens the step-up window of their session. Failures count as failed sign-ins. */
export async function stepUp(ctx: ServiceContext, input: { password: string }): Promise<void> {
  const userId = requireUserId(ctx);
  authorize(ctx, "session.readOwn");
  const user = await ctx.db.user.findUnique({ where: { id: userId } });
  const sessionId = ctx.actor.kind === "user" ? ctx.actor.sessionId : null;
  if (!user?.passwordHash || sessionId === null) throw new AppError("FORBIDDEN", { reason: "session.no_password" });
  await countFailure(ctx, { name: user.username });
  if (!(await verifyPassword(input.password, user.passwordHash))) {
    throw new AppError("BAD_INPUT", { reason: "session.wrong_password" });
  }
  await clearFailures(ctx, { name: user.username });
  await withTransaction(ctx, async (tx) => {
    await tx.db.session.update({ where: { id: sessionId }, data: { steppedUpAt: tx.clock() } });
    await audit(tx, {
      action: "session.stepUp",
      target: { kind: "user", id: userId, label: user.username },
    });
  });
}
