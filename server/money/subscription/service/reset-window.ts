import { audit } from "@/server/kernel/audit";
import { authorize, requireStepUp } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { AppError } from "@/server/kernel/errors";
import { withTransaction } from "@/server/kernel/transaction";
import { requireWithinLimit } from "@/server/money/approval/gate";
import { contractTarget } from "../contract";
import type { WindowResetInput } from "../schema";
import { windowsAt } from "../window";
import { allowanceTerms, findReadable, requireStaffMayAct } from "./row";

/**
 * Gives a customer a window's whole allowance anew before its time. What was spent stays written; the limit of this one
 * stretch rises by it, so that requests on their way keep what they hold. Throws STEP_UP_REQUIRED, NOT_FOUND, FORBIDDEN
 * (approval.above_limit too), PRECONDITION_FAILED (subscription.no_window: nothing of this kind is limited, or nothing spent).
 */
export async function resetWindow(ctx: ServiceContext, input: WindowResetInput): Promise<{ limitQuota: bigint }> {
  authorize(ctx, "subscription.manageAny");
  await requireStepUp(ctx);
  return withTransaction(ctx, async (tx) => {
    const row = await findReadable(tx, input.id);
    await requireStaffMayAct(tx, { userId: row.userId, reason: input.reason });
    const window = windowsAt(allowanceTerms(row), tx.clock()).find(({ kind }) => kind === input.kind);
    const stored = window && (await tx.db.allowanceWindow.findUnique({ where: { id: window.id } }));
    if (!window || !stored || stored.usedQuota === 0n || row.status !== "active") {
      throw new AppError("PRECONDITION_FAILED", { reason: "subscription.no_window" });
    }
    await requireWithinLimit(tx, { amount: stored.usedQuota, userIds: [row.userId] });
    const limitQuota = window.limitQuota + stored.usedQuota;
    await tx.db.allowanceWindow.update({ where: { id: window.id }, data: { limitQuota } });
    await audit(tx, {
      action: "subscription.resetWindow",
      target: contractTarget(row),
      before: { kind: input.kind, limitQuota: stored.limitQuota, usedQuota: stored.usedQuota },
      after: { kind: input.kind, limitQuota, usedQuota: stored.usedQuota },
      reason: input.reason,
    });
    return { limitQuota };
  });
}
