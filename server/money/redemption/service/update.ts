import { audit } from "@/server/kernel/audit";
import { authorize, requireStepUp } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { AppError, staleVersion } from "@/server/kernel/errors";
import { withTransaction } from "@/server/kernel/transaction";
import type { SetCodeValidityInput, UpdateBatchInput } from "../schema";
import { requireFuture, requireWindow } from "./limits";
import { batchTarget, codeTarget, findBatch, findCode, searchTextOf } from "./row";

/**
 * Renames a batch, or lengthens or shortens the time in which its codes can be redeemed; what a code is worth never
 * changes. Throws BAD_INPUT (redemption.window_reversed, redemption.until_past), PRECONDITION_FAILED
 * (redemption.batch_void), CONFLICT when it was saved after the version the editor read.
 */
export async function updateBatch(ctx: ServiceContext, input: UpdateBatchInput): Promise<{ version: number }> {
  authorize(ctx, "redemption.manage");
  await requireStepUp(ctx);
  return withTransaction(ctx, async (tx) => {
    const batch = await findBatch(tx, input.id);
    if (batch.status === "void") throw new AppError("PRECONDITION_FAILED", { reason: "redemption.batch_void" });
    const { name = batch.name, notes = batch.notes } = input;
    const validFrom = input.validFrom === undefined ? batch.validFrom : input.validFrom;
    const validUntil = input.validUntil === undefined ? batch.validUntil : input.validUntil;
    // A batch that is over may be renamed; only a new end must lie ahead.
    const isMoved = validUntil?.getTime() !== batch.validUntil?.getTime();
    if (isMoved || validFrom?.getTime() !== batch.validFrom?.getTime()) requireWindow(tx, { validFrom, validUntil });
    const after = { name, notes, validFrom, validUntil };
    const { count } = await tx.db.redemptionBatch.updateMany({
      where: { id: batch.id, version: input.version, status: { not: "void" } },
      data: { ...after, searchText: searchTextOf(name, batch.prefix), version: { increment: 1 } },
    });
    if (count === 0) throw staleVersion("redemption");
    const before = {
      name: batch.name,
      notes: batch.notes,
      validFrom: batch.validFrom,
      validUntil: batch.validUntil,
    };
    await audit(tx, { action: "redemption.update", target: batchTarget({ ...batch, name }), before, after });
    return { version: input.version + 1 };
  });
}

/**
 * Gives one code an end of its own, which stands before its batch's, or with null the batch's again. Throws BAD_INPUT
 * (redemption.until_past), PRECONDITION_FAILED (redemption.not_active) for a code that is used up or void.
 */
export async function setCodeValidity(ctx: ServiceContext, input: SetCodeValidityInput): Promise<void> {
  authorize(ctx, "redemption.manage");
  await requireStepUp(ctx);
  requireFuture(ctx, input.validUntil);
  await withTransaction(ctx, async (tx) => {
    const code = await findCode(tx, input.id);
    const { count } = await tx.db.redemptionCode.updateMany({
      where: { id: code.id, status: "active" },
      data: { validUntil: input.validUntil },
    });
    if (count === 0 || code.batch.status === "void")
      throw new AppError("PRECONDITION_FAILED", { reason: "redemption.not_active" });
    await audit(tx, {
      action: "redemption.extendCode",
      target: codeTarget(code),
      before: { validUntil: code.validUntil },
      after: { validUntil: input.validUntil },
      reason: input.reason,
    });
  });
}
