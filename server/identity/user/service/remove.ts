import { audit } from "@/server/kernel/audit";
import { authorize, requireOutranks } from "@/server/kernel/authorize";
import { actorId, type ServiceContext } from "@/server/kernel/context";
import { AppError, notFound, staleVersion } from "@/server/kernel/errors";
import { bumpAccountVersion } from "@/server/kernel/state-change";
import { withTransaction } from "@/server/kernel/transaction";
import type { Role } from "../../permission/schema";
import { endSessions } from "../../session/service";
import { RESTORE_DAYS, type UserReasonInput } from "../schema";
import { findLiveUserRow, findUserRow, restorableUntil, userTarget } from "./row";

/**
 * Deletes an account of a lower role: sessions end, tokens stop. The row stays, so that logs keep their names, the name
 * and e-mail stay taken, and it can be restored for 30 days.
 */
export async function deleteUser(ctx: ServiceContext, input: UserReasonInput): Promise<void> {
  authorize(ctx, "user.delete");
  if (input.id === actorId(ctx)) throw new AppError("FORBIDDEN", { reason: "user.not_yourself" });
  await withTransaction(ctx, async (tx) => {
    const user = await findLiveUserRow(tx, input.id);
    requireOutranks(tx, user.role as Role);
    const { count } = await tx.db.user.updateMany({
      where: { id: user.id, role: user.role, deletedAt: null },
      data: { deletedAt: tx.clock(), version: { increment: 1 } },
    });
    if (count === 0) throw staleVersion("user");
    await endSessions(tx, { userId: user.id }, "user_deleted");
    await bumpAccountVersion(tx, "identity", user.id);
    await audit(tx, {
      action: "user.delete",
      target: userTarget(user),
      before: { isDeleted: false, balance: user.balance },
      after: { isDeleted: true, balance: user.balance },
      ...(input.reason ? { reason: input.reason } : {}),
    });
  });
}

/** Brings a deleted account back with all it had. Throws PRECONDITION_FAILED (user.restore_expired) after 30 days. */
export async function restoreUser(ctx: ServiceContext, input: UserReasonInput): Promise<void> {
  authorize(ctx, "user.restore");
  await withTransaction(ctx, async (tx) => {
    const user = await findUserRow(tx, input.id);
    if (user.deletedAt === null) throw notFound("user");
    requireOutranks(tx, user.role as Role);
    if (restorableUntil(user.deletedAt) < tx.clock()) {
      throw new AppError("PRECONDITION_FAILED", { reason: "user.restore_expired", meta: { days: RESTORE_DAYS } });
    }
    const { count } = await tx.db.user.updateMany({
      where: { id: user.id, role: user.role, deletedAt: { not: null } },
      data: { deletedAt: null, version: { increment: 1 } },
    });
    if (count === 0) throw staleVersion("user");
    await bumpAccountVersion(tx, "identity", user.id);
    await audit(tx, {
      action: "user.restore",
      target: userTarget(user),
      before: { isDeleted: true },
      after: { isDeleted: false },
      ...(input.reason ? { reason: input.reason } : {}),
    });
  });
}
