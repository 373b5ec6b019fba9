import { audit } from "@/server/kernel/audit";
import { authorize } from "@/server/kernel/authorize";
import { actorId, type ServiceContext } from "@/server/kernel/context";
import { AppError, notFound } from "@/server/kernel/errors";
import { withTransaction } from "@/server/kernel/transaction";
import type { ResolveDifferenceInput } from "../schema";

/**
 * Notes why a difference is in order as it is, or what was done about it. Mends nothing: that is the work of the money's
 * own verbs. Throws FORBIDDEN, NOT_FOUND, PRECONDITION_FAILED (reconciliation.not_open).
 */
export async function resolveDifference(ctx: ServiceContext, input: ResolveDifferenceInput): Promise<void> {
  authorize(ctx, "reconciliation.resolve");
  await withTransaction(ctx, async (tx) => {
    const row = await tx.db.reconciliationDifference.findUnique({ where: { id: input.id } });
    if (!row) throw notFound("difference");
    const { count } = await tx.db.reconciliationDifference.updateMany({
      where: { id: row.id, status: "open" },
      data: { status: "resolved", resolution: input.resolution, resolverId: actorId(tx), resolvedAt: tx.clock() },
    });
    if (count === 0) throw new AppError("PRECONDITION_FAILED", { reason: "reconciliation.not_open" });
    await audit(tx, {
      action: "reconciliation.resolve",
      target: { kind: "difference", id: row.id, label: `${row.rule} ${row.subject}` },
      before: { status: "open" },
      after: { status: "resolved", expected: row.expected, actual: row.actual },
      reason: input.resolution,
    });
  });
}
