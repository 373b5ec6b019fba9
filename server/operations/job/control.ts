import { audit } from "@/server/kernel/audit";
import type { ServiceContext } from "@/server/kernel/context";
import { AppError } from "@/server/kernel/errors";
import { withTransaction } from "@/server/kernel/transaction";
import { enqueueJob } from "./enqueue";
import { JobInput, type JobKindName } from "./schema";

const FINISHED = ["succeeded", "failed", "cancelled"];

/**
 * Ends a job: at once if it waits, else after the records in work. The verb that calls this checks whose job it is. Throws
 * PRECONDITION_FAILED when it is over.
 */
export async function endJob(ctx: ServiceContext, id: string): Promise<void> {
  await withTransaction(ctx, async (tx) => {
    const job = await tx.db.job.findUniqueOrThrow({ where: { id }, select: { kind: true, status: true } });
    const now = tx.clock();
    const queued = await tx.db.job.updateMany({
      where: { id, status: "queued" },
      data: { status: "cancelled", cancelRequestedAt: now, finishedAt: now },
    });
    const running = await tx.db.job.updateMany({
      where: { id, status: "running", cancelRequestedAt: null },
      data: { cancelRequestedAt: now },
    });
    if (queued.count + running.count === 0) throw new AppError("PRECONDITION_FAILED", { reason: "job.not_running" });
    await audit(tx, {
      action: "job.cancel",
      target: { kind: "job", id, label: job.kind },
      before: { status: job.status },
      after: { status: "cancelled" },
    });
  });
}

/**
 * Starts a new job of the same kind for the records of one that failed, and returns its id. The verb that calls this checks
 * whose job it is. Throws PRECONDITION_FAILED while it runs or when none failed.
 */
export async function rerunFailed(ctx: ServiceContext, id: string): Promise<string> {
  const job = await ctx.db.job.findUniqueOrThrow({
    where: { id },
    select: { kind: true, status: true, input: true },
  });
  if (!FINISHED.includes(job.status)) throw new AppError("PRECONDITION_FAILED", { reason: "job.still_running" });
  const failed = await ctx.db.jobItem.findMany({
    where: { jobId: id, status: "failed" },
    orderBy: { position: "asc" },
    select: { targetId: true, label: true },
  });
  if (failed.length === 0) throw new AppError("PRECONDITION_FAILED", { reason: "job.none_failed" });
  const { params } = JobInput.parse(JSON.parse(job.input));
  const targets = failed.map((item) => ({ id: item.targetId, label: item.label }));
  return enqueueJob(ctx, { kind: job.kind as JobKindName, params, targets });
}
