import type { RedemptionBatch } from "@/prisma/generated/sqlite/client";
import { audit } from "@/server/kernel/audit";
import { authorize, requireStepUp } from "@/server/kernel/authorize";
import { actorId, type ServiceContext } from "@/server/kernel/context";
import { decryptSecret } from "@/server/kernel/crypto";
import { AppError } from "@/server/kernel/errors";
import { withTransaction } from "@/server/kernel/transaction";
import { deriveCode } from "../code";
import { batchTarget, findBatch } from "./row";

/** The codes of a batch, the only time they leave the server; none that was voided is among them. */
export type TakenCodes = {
  batch: { id: string; name: string; quota: bigint; validFrom: Date | null; validUntil: Date | null };
  codeCount: number;
  codes: Generator<string>;
};

/**
 * Gives out the codes of a batch, once and after a step-up: what they are made from is erased in the same transaction, so
 * of two who take at once one gets them. Throws CONFLICT (redemption.already_taken, with who and when),
 * PRECONDITION_FAILED (redemption.not_complete, redemption.batch_void, redemption.nothing_to_take).
 */
export async function takeCodes(ctx: ServiceContext, input: { id: string }): Promise<TakenCodes> {
  authorize(ctx, "redemption.manage");
  await requireStepUp(ctx);
  return withTransaction(ctx, async (tx) => {
    const batch = await findBatch(tx, input.id);
    const { count } = await tx.db.redemptionBatch.updateMany({
      where: { id: batch.id, status: "active", downloadedAt: null, seed: { not: null } },
      data: { seed: null, downloadedAt: tx.clock(), downloadedById: actorId(tx), version: { increment: 1 } },
    });
    if (count === 0 || batch.seed === null) throw await refusal(tx, batch.id);
    const active = await tx.db.redemptionCode.findMany({
      where: { batchId: batch.id, status: "active" },
      orderBy: { position: "asc" },
      select: { position: true },
    });
    if (active.length === 0) throw new AppError("PRECONDITION_FAILED", { reason: "redemption.nothing_to_take" });
    await audit(tx, { action: "redemption.take", target: batchTarget(batch), after: { codeCount: active.length } });
    const maker = { seed: decryptSecret(batch.seed), prefix: batch.prefix };
    return { batch, codeCount: active.length, codes: deriveEach(maker, active) };
  });
}

/** One by one: a hundred thousand hashes at once would keep everybody else waiting. */
function* deriveEach(maker: { seed: string; prefix: string }, places: { position: number }[]): Generator<string> {
  for (const { position } of places) yield deriveCode(maker, position);
}

async function refusal(tx: ServiceContext, id: string): Promise<AppError> {
  const batch = await findBatch(tx, id);
  if (batch.downloadedAt !== null) return alreadyTaken(tx, batch, batch.downloadedAt);
  if (batch.status === "void") return new AppError("PRECONDITION_FAILED", { reason: "redemption.batch_void" });
  if (batch.status !== "creating") return new AppError("PRECONDITION_FAILED", { reason: "redemption.nothing_to_take" });
  const { createdCount, codeCount } = batch;
  return new AppError("PRECONDITION_FAILED", { reason: "redemption.not_complete", meta: { createdCount, codeCount } });
}

async function alreadyTaken(tx: ServiceContext, batch: RedemptionBatch, at: Date): Promise<AppError> {
  const { downloadedById } = batch;
  const taker = downloadedById && (await tx.db.user.findUnique({ where: { id: downloadedById } }));
  const name = taker ? taker.username : "—";
  return new AppError("CONFLICT", { reason: "redemption.already_taken", meta: { name, at: at.getTime() } });
}
