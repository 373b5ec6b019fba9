import { authorize } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { staleVersion } from "@/server/kernel/errors";
import { withTransaction } from "@/server/kernel/transaction";
import type { PlanUpdateInput } from "../schema";
import { findLivePlan, planContent, revisePlan } from "./row";

/**
 * Changes what a plan is called, whether and where it is offered; its terms change by publishing. Throws NOT_FOUND,
 * CONFLICT when it was saved after the version the editor read.
 */
export async function updatePlan(ctx: ServiceContext, input: PlanUpdateInput): Promise<{ version: number }> {
  authorize(ctx, "plan.manage");
  const { id, version, reason, ...given } = input;
  return withTransaction(ctx, async (tx) => {
    const row = await findLivePlan(tx, id);
    const after = {
      name: given.name ?? row.name,
      description: given.description ?? row.description,
      isActive: given.isActive ?? row.isActive,
      position: given.position ?? row.position,
    };
    const { count } = await tx.db.plan.updateMany({
      where: { id, version, deletedAt: null },
      data: { ...after, version: { increment: 1 } },
    });
    if (count === 0) throw staleVersion("plan");
    await revisePlan(tx, { id, action: "plan.update", before: planContent(row), reason });
    return { version: version + 1 };
  });
}
