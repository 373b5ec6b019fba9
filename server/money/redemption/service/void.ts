import { audit } from "@/server/kernel/audit";
import { authorize, requireStepUp } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { AppError } from "@/server/kernel/errors";
import { withTransaction } from "@/server/kernel/transaction";
import type { VoidBatchInput, VoidCodeInput } from "../schema";
import { batchTarget, codeTarget, findBatch, findCode } from "./row";

/**
 * Ends one code for good, in a customer's hands too; what it has credited stays. Throws PRECONDITION_FAILED
 * (redemption.not_active) when it is used up or void already.
 */
export async function voidCode(ctx: ServiceContext, input: VoidCodeInput): Promise<void> {
  authorize(ctx, "redemption.manage");
  await requireStepUp(ctx);
  await withTransaction(ctx, async (tx) => {
    const code = await findCode(tx, input.id);
    // The batch's row before the code's, like everybody who changes both.
    await tx.db.redemptionBatch.updateMany({ where: { id: code.batchId }, data: { voidedCount: { increment: 1 } } });
    const { count } = await tx.db.redemptionCode.updateMany({
      where: { id: code.id, status: "active" },
      data: { status: "void", voidedAt: tx.clock() },
    });
    if (count === 0) throw new AppError("PRECONDITION_FAILED", { reason: "redemption.not_active" });
    await audit(tx, {
      action: "redemption.voidCode",
      target: codeTarget(code),
      before: { status: "active", usesLeft: code.usesLeft },
      after: { status: "void", usesLeft: code.usesLeft },
      reason: input.reason,
    });
  });
}

/**
 * Ends a batch and every code of it that is not used up, or only its codes that nobody has used. Out: how many codes were
 * voided. Throws PRECONDITION_FAILED (redemption.batch_void, redemption.not_complete: of a batch whose codes are still
 * being made only the whole can be voided).
 */
export async function voidBatch(ctx: ServiceContext, input: VoidBatchInput): Promise<{ voidedCount: number }> {
  authorize(ctx, "redemption.manage");
  await requireStepUp(ctx);
  return withTransaction(ctx, async (tx) => {
    const batch = await findBatch(tx, input.id);
    const isWhole = input.extent === "all";
    const locked = await tx.db.redemptionBatch.updateMany({
      where: { id: batch.id, status: isWhole ? { not: "void" } : "active" },
      // Codes of a batch that is over must never be made from its seed.
      data: { version: { increment: 1 }, ...(isWhole ? { status: "void", seed: null } : {}) },
    });
    if (locked.count === 0) throw notVoidable(batch);
    const { count: voidedCount } = await tx.db.redemptionCode.updateMany({
      where: { batchId: batch.id, status: "active", ...(isWhole ? {} : { usedCount: 0 }) },
      data: { status: "void", voidedAt: tx.clock() },
    });
    await tx.db.redemptionBatch.updateMany({
      where: { id: batch.id },
      data: { voidedCount: { increment: voidedCount } },
    });
    await audit(tx, {
      action: isWhole ? "redemption.voidBatch" : "redemption.voidUnused",
      target: batchTarget(batch),
      before: { status: batch.status },
      after: { status: isWhole ? "void" : batch.status, voidedCodes: voidedCount },
      reason: input.reason,
    });
    return { voidedCount };
  });
}

function notVoidable(batch: { status: string; createdCount: number; codeCount: number }): AppError {
  if (batch.status !== "creating") return new AppError("PRECONDITION_FAILED", { reason: "redemption.batch_void" });
  const { createdCount, codeCount } = batch;
  return new AppError("PRECONDITION_FAILED", { reason: "redemption.not_complete", meta: { createdCount, codeCount } });
}
