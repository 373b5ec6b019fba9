import { audit } from "@/server/kernel/audit";
import { authorize, requireStepUp, requireUserId } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { hashPassword, verifyPassword } from "@/server/kernel/crypto";
import { AppError, staleVersion } from "@/server/kernel/errors";
import { withTransaction } from "@/server/kernel/transaction";
import type { Role } from "../permission/schema";
import { endSessions } from "../session/service";
import { clearFailures, countFailure } from "../sign-in/throttle";
import { requireStrongPassword } from "../user/password";
import { requireFreeNames, wordNameRace } from "../user/service/identity-rule";
import { findLiveUserRow, searchTextOf, userTarget } from "../user/service/row";
import type { PasswordChangeInput, ProfileUpdateInput } from "./schema";

/** One's own account. */
export async function getProfile(ctx: ServiceContext) {
  authorize(ctx, "profile.update");
  const row = await findLiveUserRow(ctx, requireUserId(ctx));
  return {
    id: row.id,
    username: row.username,
    email: row.email,
    displayName: row.displayName,
    role: row.role as Role,
    groupName: row.groupName,
    locale: row.locale,
    timeZone: row.timeZone,
    version: row.version,
    hasPassword: row.passwordHash !== null,
    createdAt: row.createdAt,
  };
}

/**
 * Changes one's own names, language and time zone. A new e-mail signs in like a password's other half, so it asks for the
 * password again. Throws CONFLICT for a stale version or a taken e-mail.
 */
export async function updateProfile(ctx: ServiceContext, input: ProfileUpdateInput): Promise<{ version: number }> {
  authorize(ctx, "profile.update");
  const userId = requireUserId(ctx);
  const { version, ...given } = input;
  const changes = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  return withTransaction(ctx, async (tx) => {
    const user = await findLiveUserRow(tx, userId);
    const after = { ...user, ...changes };
    if (after.email !== user.email) await requireStepUp(tx);
    await requireFreeNames(tx, { email: after.email }, userId);
    const { count } = await wordNameRace(() =>
      tx.db.user.updateMany({
        where: { id: userId, version },
        data: {
          ...changes,
          ...(after.email === user.email ? {} : { emailVerifiedAt: null }),
          searchText: searchTextOf(after),
          version: { increment: 1 },
        },
      }),
    );
    if (count === 0) throw staleVersion("user");
    await audit(tx, {
      action: "profile.update",
      target: userTarget(user),
      before: shown(user),
      after: shown(after),
    });
    return { version: version + 1 };
  });
}

type Shown = { email: string | null; displayName: string; locale: string | null; timeZone: string | null };

function shown({ email, displayName, locale, timeZone }: Shown): Shown {
  return { email, displayName, locale, timeZone };
}

/**
 * Changes one's own password, which takes the old one; wrong ones count as failed sign-ins. An account without one sets its
 * first after it signed in again. Other sessions end, this one stays. Out: how many ended. Throws BAD_INPUT
 * (session.wrong_password, user.password_too_short), STEP_UP_REQUIRED.
 */
export async function changePassword(
  ctx: ServiceContext,
  input: PasswordChangeInput,
): Promise<{ endedSessions: number }> {
  authorize(ctx, "profile.update");
  const user = await findLiveUserRow(ctx, requireUserId(ctx));
  requireStrongPassword(input.newPassword, "newPassword");
  if (user.passwordHash === null) await requireStepUp(ctx);
  else await requirePassword(ctx, { ...user, passwordHash: user.passwordHash }, input.currentPassword ?? "");
  const passwordHash = await hashPassword(input.newPassword);
  return withTransaction(ctx, async (tx) => {
    // The old hash in the condition: a reset by an administrator meanwhile wins.
    const { count } = await tx.db.user.updateMany({
      where: { id: user.id, passwordHash: user.passwordHash },
      data: { passwordHash, version: { increment: 1 } },
    });
    if (count === 0) throw staleVersion("user");
    const sessionId = tx.actor.kind === "user" ? tx.actor.sessionId : null;
    const endedSessions = await endSessions(tx, { userId: user.id, NOT: { id: sessionId ?? "" } }, "password_changed");
    await audit(tx, { action: "profile.changePassword", target: userTarget(user), after: { endedSessions } });
    return { endedSessions };
  });
}

type WithPassword = { username: string; passwordHash: string };

async function requirePassword(ctx: ServiceContext, user: WithPassword, given: string): Promise<void> {
  await countFailure(ctx, { name: user.username });
  if (!(await verifyPassword(given, user.passwordHash))) {
    throw new AppError("BAD_INPUT", { reason: "session.wrong_password", meta: { field: "currentPassword" } });
  }
  await clearFailures(ctx, { name: user.username });
}
