import { authorize } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { AppError, staleVersion } from "@/server/kernel/errors";
import { withTransaction } from "@/server/kernel/transaction";
import type { PlanRemovalInput, PlanVersionedInput } from "../schema";
import { findLivePlan, findPlan, planContent, restorableUntil, revisePlan } from "./row";

/**
 * Takes a plan away: nobody subscribes to it or renews it any more, and who has it keeps it until their period ends. It
 * can be restored for 30 days. Throws NOT_FOUND, CONFLICT for a stale version.
 */
export async function deletePlan(ctx: ServiceContext, { reason, ...input }: PlanRemovalInput): Promise<void> {
  authorize(ctx, "plan.manage");
  await withTransaction(ctx, async (tx) => {
    const row = await findLivePlan(tx, input.id);
    const deletedAt = tx.clock();
    await moveTo(tx, input, { from: null, to: deletedAt });
    const audited = { before: { deletedAt: null }, after: { deletedAt } };
    await revisePlan(tx, { id: row.id, action: "plan.delete", before: planContent(row), reason, audited });
  });
}

/** Brings a deleted plan back. Throws PRECONDITION_FAILED (plan.not_deleted, plan.restore_over), CONFLICT. */
export async function restorePlan(ctx: ServiceContext, { reason, ...input }: PlanRemovalInput): Promise<void> {
  authorize(ctx, "plan.manage");
  await withTransaction(ctx, async (tx) => {
    const row = await findPlan(tx, input.id);
    if (row.deletedAt === null) throw new AppError("PRECONDITION_FAILED", { reason: "plan.not_deleted" });
    if (restorableUntil(row.deletedAt) <= tx.clock()) {
      throw new AppError("PRECONDITION_FAILED", { reason: "plan.restore_over" });
    }
    await moveTo(tx, input, { from: row.deletedAt, to: null });
    const audited = { before: { deletedAt: row.deletedAt }, after: { deletedAt: null } };
    await revisePlan(tx, { id: row.id, action: "plan.restore", before: null, reason, audited });
  });
}

async function moveTo(
  tx: ServiceContext,
  input: PlanVersionedInput,
  deletedAt: { from: Date | null; to: Date | null },
) {
  const { count } = await tx.db.plan.updateMany({
    where: { ...input, deletedAt: deletedAt.from },
    data: { deletedAt: deletedAt.to, version: { increment: 1 } },
  });
  if (count === 0) throw staleVersion("plan");
}
