import { audit } from "@/server/kernel/audit";
import { authorize, requireStepUp } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { AppError, staleVersion } from "@/server/kernel/errors";
import { bumpAccountVersion, nameChangedAccount } from "@/server/kernel/state-change";
import { withTransaction } from "@/server/kernel/transaction";
import type { TokenReasonInput } from "../schema";
import { requireRoomForToken } from "./limits";
import { findLiveToken, findToken, restorableUntil, tokenTarget } from "./row";

/** Deletes a token: its keys stop at once. Its logs keep their link, and it can be restored for 30 days. */
export async function deleteToken(ctx: ServiceContext, input: TokenReasonInput): Promise<void> {
  authorize(ctx, "token.manageOwn");
  await withTransaction(ctx, async (tx) => {
    const row = await findLiveToken(tx, input.id, "token.manageAny");
    const deletedAt = tx.clock();
    const { count } = await tx.db.token.updateMany({
      where: { id: row.id, deletedAt: null },
      data: { deletedAt, version: { increment: 1 } },
    });
    if (count === 0) throw staleVersion("token");
    await bumpAccountVersion(tx, "access", row.userId);
    await audit(tx, {
      action: "token.delete",
      target: tokenTarget(row),
      before: { deletedAt: null },
      after: { deletedAt },
      ...(input.reason ? { reason: input.reason } : {}),
    });
  });
}

/**
 * Brings a deleted token back with the keys it had, after a step-up. Throws PRECONDITION_FAILED when it was not deleted
 * (token.not_deleted), too long ago (token.restore_over), or the owner has as many tokens as allowed (token.too_many).
 */
export async function restoreToken(ctx: ServiceContext, input: TokenReasonInput): Promise<void> {
  authorize(ctx, "token.manageOwn");
  await requireStepUp(ctx);
  await withTransaction(ctx, async (tx) => {
    await bumpAccountVersion(tx, "access", null);
    const row = await findToken(tx, input.id, "token.manageAny");
    await nameChangedAccount(tx, "access", row.userId);
    if (row.deletedAt === null) throw new AppError("PRECONDITION_FAILED", { reason: "token.not_deleted" });
    if (restorableUntil(row.deletedAt) <= tx.clock()) {
      throw new AppError("PRECONDITION_FAILED", { reason: "token.restore_over" });
    }
    await requireRoomForToken(tx, row.userId);
    const { count } = await tx.db.token.updateMany({
      where: { id: row.id, deletedAt: row.deletedAt },
      data: { deletedAt: null, version: { increment: 1 } },
    });
    if (count === 0) throw staleVersion("token");
    await audit(tx, {
      action: "token.restore",
      target: tokenTarget(row),
      before: { deletedAt: row.deletedAt },
      after: { deletedAt: null },
      ...(input.reason ? { reason: input.reason } : {}),
    });
  });
}
