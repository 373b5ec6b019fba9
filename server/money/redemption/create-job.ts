import { z } from "zod";
import type { RedemptionBatch } from "@/prisma/generated/sqlite/client";
import { authorize } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { decryptSecret } from "@/server/kernel/crypto";
import { prismaCode } from "@/server/kernel/errors";
import { newId } from "@/server/kernel/ids";
import { withTransaction } from "@/server/kernel/transaction";
import type { JobItemResult, JobKind } from "@/server/operations/job/kind";
import { deriveCode, hashOfCode, lastFourOf } from "./code";
import { findBatch } from "./service/row";

const Params = z.object({ batchId: z.string(), chunkSize: z.number().int().min(1) });
const FirstPosition = z.coerce.number().int().min(0);

/** Makes the codes of a batch, a chunk a record. Codes follow from the seed, so a chunk done twice is the same chunk. */
export const createCodesJob: JobKind = {
  kind: "redemption.create",
  // The chunks of a batch wait for its row anyway.
  concurrency: 1,
  async run(ctx, { params, target }) {
    authorize(ctx, "redemption.manage");
    const { batchId, chunkSize } = Params.parse(params);
    return writeChunk(ctx, await findBatch(ctx, batchId), { first: FirstPosition.parse(target.id), chunkSize });
  },
};

type Chunk = { first: number; chunkSize: number };

async function writeChunk(ctx: ServiceContext, batch: RedemptionBatch, chunk: Chunk): Promise<JobItemResult> {
  if (batch.status !== "creating" || batch.seed === null) return notWanted(batch.status);
  const rows = codesOf(ctx, { ...batch, seed: decryptSecret(batch.seed) }, chunk);
  try {
    const isWritten = await withTransaction(ctx, async (tx) => {
      // The guard is the batch's row lock: a batch voided meanwhile gets no more codes.
      const { count } = await tx.db.redemptionBatch.updateMany({
        where: { id: batch.id, status: "creating" },
        data: { createdCount: { increment: rows.length } },
      });
      if (count === 0) return false;
      await tx.db.redemptionCode.createMany({ data: rows });
      await tx.db.redemptionBatch.updateMany({
        where: { id: batch.id, status: "creating", createdCount: batch.codeCount },
        data: { status: "active" },
      });
      return true;
    });
    return isWritten ? { status: "done", detail: "" } : notWanted((await findBatch(ctx, batch.id)).status);
  } catch (error) {
    // A runner that broke off, or another one of the same moment, has written this very chunk, whole as always.
    if (prismaCode(error) === "P2002") return { status: "done", detail: "" };
    throw error;
  }
}

function notWanted(status: string): JobItemResult {
  return { status: "skipped", detail: status === "void" ? "redemption.batch_void" : "redemption.batch_complete" };
}

function codesOf(ctx: ServiceContext, batch: RedemptionBatch & { seed: string }, { first, chunkSize }: Chunk) {
  const end = Math.min(first + chunkSize, batch.codeCount);
  const createdAt = ctx.clock();
  return Array.from({ length: Math.max(0, end - first) }, (_, index) => {
    const position = first + index;
    const code = deriveCode(batch, position);
    return {
      id: newId("rdc"),
      batchId: batch.id,
      position,
      hash: hashOfCode(code),
      prefix: batch.prefix,
      lastFour: lastFourOf(code),
      usesLeft: batch.usesMax,
      createdAt,
    };
  });
}
