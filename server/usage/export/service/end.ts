import { authorize } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { AppError } from "@/server/kernel/errors";
import { withTransaction } from "@/server/kernel/transaction";
import { endJob, rerunFailed } from "@/server/operations/job/control";
import { describeExport, findExport } from "./list";

/** Ends an export that is under way; what it has written is removed soon. Throws PRECONDITION_FAILED when it is over. */
export async function cancelExport(ctx: ServiceContext, { id }: { id: string }): Promise<void> {
  authorize(ctx, "log.exportOwn");
  await endJob(ctx, await jobIdOf(ctx, id));
}

/** Writes the parts again that failed. Throws PRECONDITION_FAILED while it runs, and when none failed. */
export async function retryExport(ctx: ServiceContext, { id }: { id: string }): Promise<void> {
  authorize(ctx, "log.exportOwn");
  const { status } = await describeExport(ctx, await findExport(ctx, id));
  if (status !== "failed") throw new AppError("PRECONDITION_FAILED", { reason: "job.none_failed" });
  await withTransaction(ctx, async (tx) => {
    const jobId = await rerunFailed(tx, await jobIdOf(tx, id));
    await tx.db.logExport.update({ where: { id }, data: { jobId } });
  });
}

async function jobIdOf(ctx: ServiceContext, id: string): Promise<string> {
  const { jobId } = await findExport(ctx, id);
  if (jobId === null) throw new AppError("PRECONDITION_FAILED", { reason: "job.not_running" });
  return jobId;
}
