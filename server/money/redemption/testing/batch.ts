import type { z } from "zod";
import type { ServiceContext } from "@/server/kernel/context";
import { newId } from "@/server/kernel/ids";
import { createCodesJob } from "../create-job";
import { CreateBatchInput } from "../schema";
import { createBatch } from "../service/create";
import { takeCodes } from "../service/take";

type BatchFields = Partial<z.input<typeof CreateBatchInput>>;

/** What a form would send: three codes of one dollar, with whatever a test says otherwise. */
export function batchInput(fields: BatchFields = {}): CreateBatchInput {
  return CreateBatchInput.parse({
    name: "Spring",
    kind: "single",
    codeCount: 3,
    quota: 500_000n,
    idempotencyKey: newId("job"),
    ...fields,
  });
}

/** Does at once, record by record, what the queue would do for a batch that is being made. */
export async function makeCodes(ctx: ServiceContext, batch: { id: string; jobId: string | null }): Promise<void> {
  const job = await ctx.db.job.findUniqueOrThrow({ where: { id: batch.jobId ?? "" } });
  const { params, targets } = JSON.parse(job.input);
  for (const target of targets) {
    await createCodesJob.run(ctx, { jobId: job.id, params, target, signal: new AbortController().signal });
  }
}

/** A batch with its codes, which the actor has taken. */
export async function takenBatch(
  ctx: ServiceContext,
  fields: BatchFields = {},
): Promise<{ id: string; codes: string[] }> {
  const batch = await createBatch(ctx, batchInput(fields));
  await makeCodes(ctx, batch);
  return { id: batch.id, codes: [...(await takeCodes(ctx, { id: batch.id })).codes] };
}
