import { getSetting } from "@/server/configuration/setting/current";
import { audit } from "@/server/kernel/audit";
import { authorize, requireStepUp, requireUserId } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { AppError, notFound } from "@/server/kernel/errors";
import { withTransaction } from "@/server/kernel/transaction";
import { findLiveUserRow, userTarget } from "../user/service/row";
import { signInMethods } from "./methods";

/** One's own ways to sign in: what is linked, what could be, and whether there is a password. */
export async function listIdentities(ctx: ServiceContext) {
  authorize(ctx, "identity.manageOwn");
  const userId = requireUserId(ctx);
  const user = await findLiveUserRow(ctx, userId);
  const rows = await ctx.db.identity.findMany({ where: { userId }, orderBy: { createdAt: "asc" } });
  const methods = signInMethods();
  const linked = new Set(rows.map((row) => row.provider));
  return {
    hasPassword: user.passwordHash !== null,
    isPasswordOn: getSetting("signIn.passwordEnabled"),
    linked: rows.map(({ id, provider, label, createdAt, lastUsedAt }) => {
      const method = methods.find((candidate) => candidate.id === provider);
      return { id, provider, name: method?.name ?? provider, isOn: method !== undefined, label, createdAt, lastUsedAt };
    }),
    available: methods.filter((method) => !linked.has(method.id)),
  };
}

/** Asks for the password again, so that the sign-in elsewhere that follows may be linked to this account. */
export async function prepareLink(ctx: ServiceContext): Promise<void> {
  authorize(ctx, "identity.manageOwn");
  await requireStepUp(ctx);
}

/**
 * Takes a way to sign in off one's account. Throws NOT_FOUND, STEP_UP_REQUIRED, and PRECONDITION_FAILED
 * (identity.last_way_in) when no other way that is switched on would be left.
 */
export async function unlinkIdentity(ctx: ServiceContext, { id }: { id: string }): Promise<void> {
  authorize(ctx, "identity.manageOwn");
  const userId = requireUserId(ctx);
  await withTransaction(ctx, async (tx) => {
    await requireStepUp(tx);
    const row = await tx.db.identity.findUnique({ where: { id } });
    if (row?.userId !== userId) throw notFound("identity");
    const user = await findLiveUserRow(tx, userId);
    // The row of the account orders two tabs that would each take the other's last way.
    await tx.db.user.update({ where: { id: userId }, data: { version: { increment: 1 } } });
    const providers = signInMethods().map((method) => method.id);
    const others = await tx.db.identity.count({ where: { userId, id: { not: id }, provider: { in: providers } } });
    const hasPassword = user.passwordHash !== null && getSetting("signIn.passwordEnabled");
    if (!hasPassword && others === 0) {
      throw new AppError("PRECONDITION_FAILED", { reason: "identity.last_way_in" });
    }
    await tx.db.identity.delete({ where: { id } });
    const before = { provider: row.provider, label: row.label };
    await audit(tx, { action: "identity.unlink", target: userTarget(user), before });
  });
}
