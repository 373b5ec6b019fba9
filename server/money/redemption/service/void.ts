import { audit } from "@/server/kernel/audit";
import { authorize, requireStepUp } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { AppError } from "@/server/kernel/errors";
import { withTransaction } from "@/server/kernel/transaction";
import type { VoidBatchInput, VoidCodeInput } from "../schema";
import { batchTarget, codeTarget, findBatch, findCode } from "./row";

/** Codes voided in one transaction. */
const CHUNK_SIZE = 5_000;

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
    const batch = await tx.db.redemptionBatch.updateMany({
      where: { id: code.batchId, status: { not: "void" } },
      data: { voidedCount: { increment: 1 } },
    });
    const { count } = await tx.db.redemptionCode.updateMany({
      where: { id: code.id, status: "active" },
      data: { status: "void", voidedAt: tx.clock() },
    });
    if (batch.count === 0 || count === 0) {
      throw new AppError("PRECONDITION_FAILED", { reason: "redemption.not_active" });
    }
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
 * Ends a batch with every code of it that is not used up, or only its codes that nobody has used. Out: how many codes were
 * voided. Throws PRECONDITION_FAILED (redemption.batch_void, redemption.not_complete: of a batch whose codes are still
 * being made only the whole can be voided).
 */
export async function voidBatch(ctx: ServiceContext, input: VoidBatchInput): Promise<{ voidedCount: number }> {
  authorize(ctx, "redemption.manage");
  await requireStepUp(ctx);
  return input.extent === "all" ? voidWhole(ctx, input) : voidUnused(ctx, input);
}

/** The batch's own row ends all its codes at once, however many there are: theirs need not be touched. */
function voidWhole(ctx: ServiceContext, input: VoidBatchInput): Promise<{ voidedCount: number }> {
  return withTransaction(ctx, async (tx) => {
    const batch = await findBatch(tx, input.id);
    const locked = await tx.db.redemptionBatch.updateMany({
      where: { id: batch.id, status: { not: "void" } },
      // Codes of a batch that is over must never be made from its seed.
      data: { status: "void", seed: null, version: { increment: 1 } },
    });
    if (locked.count === 0) throw notVoidable(batch);
    const voidedCount = await tx.db.redemptionCode.count({ where: { batchId: batch.id, status: "active" } });
    await tx.db.redemptionBatch.updateMany({
      where: { id: batch.id },
      data: { voidedCount: { increment: voidedCount } },
    });
    await audit(tx, {
      action: "redemption.voidBatch",
      target: batchTarget(batch),
      before: { status: batch.status },
      after: { status: "void", voidedCodes: voidedCount },
      reason: input.reason,
    });
    return { voidedCount };
  });
}

/** In pieces, so that nobody who redeems waits for all of a large batch. Done again after a break, it goes on. */
async function voidUnused(ctx: ServiceContext, input: VoidBatchInput): Promise<{ voidedCount: number }> {
  const { codeCount } = await announce(ctx, input);
  let voidedCount = 0;
  for (let first = 0; first < codeCount; first += CHUNK_SIZE) {
    voidedCount += await withTransaction(ctx, (tx) => voidChunk(tx, { batchId: input.id, first }));
  }
  return { voidedCount };
}

async function announce(ctx: ServiceContext, input: VoidBatchInput): Promise<{ codeCount: number }> {
  return withTransaction(ctx, async (tx) => {
    const batch = await findBatch(tx, input.id);
    if (batch.status !== "active") throw notVoidable(batch);
    const unused = await tx.db.redemptionCode.count({ where: { batchId: batch.id, status: "active", usedCount: 0 } });
    await audit(tx, {
      action: "redemption.voidUnused",
      target: batchTarget(batch),
      after: { voidedCodes: unused },
      reason: input.reason,
    });
    return batch;
  });
}

async function voidChunk(tx: ServiceContext, chunk: { batchId: string; first: number }): Promise<number> {
  const { batchId, first } = chunk;
  // Changes nothing but locks the batch's row before those of its codes, as everybody does.
  const where = { id: batchId, status: "active" };
  const locked = await tx.db.redemptionBatch.updateMany({ where, data: { voidedCount: { increment: 0 } } });
  if (locked.count === 0) return 0;
  const { count } = await tx.db.redemptionCode.updateMany({
    where: { batchId, position: { gte: first, lt: first + CHUNK_SIZE }, status: "active", usedCount: 0 },
    data: { status: "void", voidedAt: tx.clock() },
  });
  await tx.db.redemptionBatch.updateMany({ where, data: { voidedCount: { increment: count } } });
  return count;
}

function notVoidable(batch: { status: string; createdCount: number; codeCount: number }): AppError {
  if (batch.status !== "creating") return new AppError("PRECONDITION_FAILED", { reason: "redemption.batch_void" });
  const { createdCount, codeCount } = batch;
  return new AppError("PRECONDITION_FAILED", { reason: "redemption.not_complete", meta: { createdCount, codeCount } });
}
