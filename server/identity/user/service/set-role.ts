import { audit } from "@/server/kernel/audit";
import { authorize, requireOutranks, requireStepUp } from "@/server/kernel/authorize";
import { actorId, type ServiceContext } from "@/server/kernel/context";
import { AppError, staleVersion } from "@/server/kernel/errors";
import { bumpAccountVersion } from "@/server/kernel/state-change";
import { withTransaction } from "@/server/kernel/transaction";
import type { Role } from "../../permission/schema";
import { endSessions } from "../../session/service";
import type { UserSetRoleInput } from "../schema";
import { findLiveUserRow, userTarget } from "./row";

/**
 * Gives an account of a lower role another role, below the actor's own; its sessions end at once. Root alone may make
 * another root, and may step down while one other enabled root is left. Needs the password again.
 * Throws FORBIDDEN (common.role_too_high, user.not_yourself), CONFLICT (user.last_root).
 */
export async function setUserRole(ctx: ServiceContext, input: UserSetRoleInput): Promise<void> {
  authorize(ctx, "user.setRole");
  await requireStepUp(ctx);
  await withTransaction(ctx, async (tx) => {
    // First of all: the counter's row lock lets one role change through at a time, so that of two roots who step down at
    // once the second sees that the first is gone.
    await bumpAccountVersion(tx, "identity", input.id);
    const user = await findLiveUserRow(tx, input.id);
    const from = user.role as Role;
    if (from === input.role) return;
    await requireMayChange(tx, { id: user.id, from, to: input.role });
    const { count } = await tx.db.user.updateMany({
      where: { id: user.id, role: from },
      data: { role: input.role, version: { increment: 1 } },
    });
    if (count === 0) throw staleVersion("user");
    const endedSessions = await endSessions(tx, { userId: user.id }, "role_changed");
    await audit(tx, {
      action: "user.setRole",
      target: userTarget(user),
      before: { role: from },
      after: { role: input.role, endedSessions },
      ...(input.reason ? { reason: input.reason } : {}),
    });
  });
}

async function requireMayChange(tx: ServiceContext, change: { id: string; from: Role; to: Role }): Promise<void> {
  const isRoot = tx.actor.kind === "system" || tx.actor.role === "root";
  if (change.id === actorId(tx)) {
    if (!isRoot) throw new AppError("FORBIDDEN", { reason: "user.not_yourself" });
    await requireOtherRoot(tx, change.id);
    return;
  }
  requireOutranks(tx, change.from);
  if (!(isRoot && change.to === "root")) requireOutranks(tx, change.to);
}

async function requireOtherRoot(tx: ServiceContext, id: string): Promise<void> {
  const others = await tx.db.user.count({
    where: { role: "root", status: "enabled", deletedAt: null, NOT: { id } },
  });
  if (others === 0) throw new AppError("CONFLICT", { reason: "user.last_root" });
}
