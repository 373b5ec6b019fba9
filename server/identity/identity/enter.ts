import { audit } from "@/server/kernel/audit";
import { requireStepUp, requireUserId } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { AppError, prismaCode, toAppError } from "@/server/kernel/errors";
import { newId } from "@/server/kernel/ids";
import { withTransaction } from "@/server/kernel/transaction";
import type { Role } from "../permission/schema";
import { requireAllowedEmail } from "../registration/email-rule";
import { isRegistrationOpen } from "../registration/open";
import { openAccount } from "../registration/open-account";
import { acceptedTerms } from "../registration/terms";
import { countByAddress } from "../registration/throttle";
import { openSession } from "../session/service";
import { findLiveUserRow, userTarget } from "../user/service/row";
import { freeUsername } from "./free-username";
import type { IdentityClaim } from "./schema";

const ATTEMPTS_MAX = 4;

/**
 * Signs in whoever proved elsewhere who they are. Somebody unknown gets an account while registration is open. Out: the new
 * session's id. Throws UNAUTHENTICATED (signIn.account_off), PRECONDITION_FAILED (registration.closed), CONFLICT
 * (identity.email_taken: an account is never taken over by its address), BAD_INPUT for an address that may not register.
 */
export async function signInWithIdentity(ctx: ServiceContext, claim: IdentityClaim): Promise<string> {
  if (!(await isKnown(ctx, claim))) await countByAddress(ctx);
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await withTransaction(ctx, (tx) => enter(tx, claim));
    } catch (error) {
      if (attempt >= ATTEMPTS_MAX || !(await isLostRace(ctx, claim, error))) throw error;
    }
  }
}

async function isKnown(ctx: ServiceContext, { provider, subject }: IdentityClaim): Promise<boolean> {
  return (await ctx.db.identity.count({ where: { provider, subject } })) > 0;
}

/** Of first sign-ins at once one makes the account; or somebody else took the name that was free a moment ago. */
async function isLostRace(ctx: ServiceContext, claim: IdentityClaim, error: unknown): Promise<boolean> {
  if (prismaCode(error) !== "P2002" && toAppError(error).code !== "CONFLICT") return false;
  return (await isKnown(ctx, claim)) || toAppError(error).reason === "user.name_taken";
}

async function enter(tx: ServiceContext, claim: IdentityClaim): Promise<string> {
  const { provider, subject } = claim;
  const identity = await tx.db.identity.findUnique({ where: { provider_subject: { provider, subject } } });
  const userId = identity?.userId ?? (await firstSignIn(tx, claim));
  const now = tx.clock();
  const { count } = await tx.db.user.updateMany({
    where: { id: userId, status: "enabled", deletedAt: null },
    data: { lastSeenAt: now },
  });
  if (count === 0) throw new AppError("UNAUTHENTICATED", { reason: "signIn.account_off" });
  await tx.db.identity.updateMany({ where: { provider, subject }, data: { lastUsedAt: now, label: claim.label } });
  const user = await findLiveUserRow(tx, userId);
  const sessionId = await openSession(tx, { userId });
  const actor = { kind: "user", id: userId, name: user.username, role: user.role as Role, sessionId } as const;
  await audit({ ...tx, actor }, { action: "session.open", target: userTarget(user), after: { provider } });
  return sessionId;
}

async function firstSignIn(tx: ServiceContext, claim: IdentityClaim): Promise<string> {
  if (!isRegistrationOpen()) {
    throw new AppError("PRECONDITION_FAILED", { reason: "registration.closed" });
  }
  const { email, provider } = claim;
  requireAllowedEmail(email);
  if (email && (await tx.db.user.count({ where: { email } })) > 0) {
    throw new AppError("CONFLICT", { reason: "identity.email_taken", meta: { email } });
  }
  const username = await freeUsername(tx, claim.label);
  const emailVerifiedAt = email ? tx.clock() : null;
  const origin = { provider, ...acceptedTerms() };
  const { id } = await openAccount(tx, { username, email, emailVerifiedAt, passwordHash: null, origin });
  await insertIdentity(tx, id, claim);
  return id;
}

/**
 * What a sign-in elsewhere means in a browser that is signed in: an account there that is linked already confirms the session
 * (as the password would); one that nobody has is linked. Out: the session's id, unchanged.
 * Throws CONFLICT (identity.taken) when it is somebody else's, STEP_UP_REQUIRED when a link was not prepared.
 */
export async function confirmIdentity(ctx: ServiceContext, claim: IdentityClaim): Promise<string> {
  const userId = requireUserId(ctx);
  const sessionId = ctx.actor.kind === "user" ? ctx.actor.sessionId : null;
  if (sessionId === null) throw new AppError("FORBIDDEN", { reason: "common.forbidden" });
  const { provider, subject, label } = claim;
  await withTransaction(ctx, async (tx) => {
    const user = await findLiveUserRow(tx, userId);
    const identity = await tx.db.identity.findUnique({ where: { provider_subject: { provider, subject } } });
    if (identity && identity.userId !== userId) {
      throw new AppError("CONFLICT", { reason: "identity.taken", meta: { label } });
    }
    if (identity) {
      const now = tx.clock();
      await tx.db.identity.update({ where: { id: identity.id }, data: { lastUsedAt: now, label } });
      await tx.db.session.update({ where: { id: sessionId }, data: { steppedUpAt: now } });
      await audit(tx, { action: "session.stepUp", target: userTarget(user), after: { provider } });
      return;
    }
    await requireStepUp(tx);
    await insertIdentity(tx, userId, claim);
    await audit(tx, { action: "identity.link", target: userTarget(user), after: { provider, label } });
  });
  return sessionId;
}

async function insertIdentity(tx: ServiceContext, userId: string, claim: IdentityClaim): Promise<void> {
  const { provider, subject, label } = claim;
  const createdAt = tx.clock();
  await tx.db.identity.create({
    data: { id: newId("idn"), userId, provider, subject, label: label.slice(0, 191), createdAt },
  });
}
