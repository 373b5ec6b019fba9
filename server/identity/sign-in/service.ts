import { getSetting } from "@/server/configuration/setting/current";
import { audit } from "@/server/kernel/audit";
import type { ServiceContext } from "@/server/kernel/context";
import { decoyPasswordHash, verifyPassword } from "@/server/kernel/crypto";
import { AppError } from "@/server/kernel/errors";
import { withTransaction } from "@/server/kernel/transaction";
import { requireNoBot } from "../bot-check/service";
import type { Role } from "../permission/schema";
import { openSession } from "../session/service";
import type { SignInInput } from "./schema";
import { clearFailures, countFailure, hasFailed } from "./throttle";

/**
 * Signs in by user name or e-mail and password; returns the new session's id.
 * Unknown name, wrong password, disabled and deleted account all give the same UNAUTHENTICATED (signIn.failed) after the
 * same work, so nobody learns which accounts exist. Throws RATE_LIMITED (signIn.locked) after repeated failures,
 * PRECONDITION_FAILED (signIn.password_off) while the settings allow no passwords. After a failure of this name or address it
 * throws what requireNoBot throws.
 */
export async function signIn(ctx: ServiceContext, input: SignInInput): Promise<string> {
  if (!getSetting("signIn.passwordEnabled")) {
    throw new AppError("PRECONDITION_FAILED", { reason: "signIn.password_off" });
  }
  const name = input.name.trim().toLowerCase();
  // Before the count: who is asked for the check has not guessed yet.
  if (getSetting("botCheck.enabled") && (await hasFailed(ctx, { name }))) await requireNoBot(ctx, input.botCheck);
  await countFailure(ctx, { name });
  const user = await ctx.db.user.findFirst({ where: { OR: [{ username: name }, { email: name }] } });
  const isRight = await verifyPassword(input.password, user?.passwordHash ?? (await decoyPasswordHash()));
  if (!user || !isRight || user.status !== "enabled" || user.deletedAt !== null) {
    throw new AppError("UNAUTHENTICATED", { reason: "signIn.failed" });
  }
  await clearFailures(ctx, { name });
  return withTransaction(ctx, async (tx) => {
    // What was checked must still be so: a reset or a disabling that came meanwhile ends sessions, and must end this one.
    const { count } = await tx.db.user.updateMany({
      where: { id: user.id, passwordHash: user.passwordHash, status: "enabled", deletedAt: null },
      data: { lastSeenAt: tx.clock() },
    });
    if (count === 0) throw new AppError("UNAUTHENTICATED", { reason: "signIn.failed" });
    const sessionId = await openSession(tx, { userId: user.id });
    const actor = { kind: "user", id: user.id, name: user.username, role: user.role as Role, sessionId } as const;
    await audit(
      { ...tx, actor },
      {
        action: "session.open",
        target: { kind: "user", id: user.id, label: user.username },
      },
    );
    return sessionId;
  });
}

/** Ends the session a browser signs out of. A session that is gone already is no error. */
export async function signOut(ctx: ServiceContext, input: { sessionId: string }): Promise<void> {
  await ctx.db.session.updateMany({
    where: { id: input.sessionId, revokedAt: null },
    data: { revokedAt: ctx.clock(), revokedReason: "signed_out" },
  });
}
