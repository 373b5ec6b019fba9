import { authorize, isAllowed } from "@/server/kernel/authorize";
import { actorId, type ServiceContext } from "@/server/kernel/context";
import { notFound } from "@/server/kernel/errors";
import { NEWEST_FIRST, olderThan, toPage } from "@/server/kernel/paging/keyset";
import { endJob, rerunFailed } from "./control";
import type { ListJobItemsInput, ListJobsInput } from "./schema";

type JobRow = {
  id: string;
  kind: string;
  status: string;
  actorId: string | null;
  actorName: string;
  totalCount: number;
  doneCount: number;
  failedCount: number;
  error: string;
  cancelRequestedAt: Date | null;
  createdAt: Date;
  startedAt: Date | null;
  finishedAt: Date | null;
};

const SHOWN_COLUMNS = {
  id: true,
  kind: true,
  status: true,
  actorId: true,
  actorName: true,
  totalCount: true,
  doneCount: true,
  failedCount: true,
  error: true,
  cancelRequestedAt: true,
  createdAt: true,
  startedAt: true,
  finishedAt: true,
} as const;

/** Lists jobs, the newest first: one's own and the system's, or with the right for it everybody's. */
export async function listJobs(ctx: ServiceContext, input: ListJobsInput) {
  authorize(ctx, "job.readOwn");
  const { cursor, limit, status, kind } = input;
  const rows = await ctx.db.job.findMany({
    where: {
      AND: [
        visibleJobs(ctx),
        olderThan(cursor),
        status && status.length > 0 ? { status: { in: status } } : {},
        kind && kind.length > 0 ? { kind: { in: kind } } : {},
      ],
    },
    orderBy: NEWEST_FIRST,
    take: limit + 1,
    select: SHOWN_COLUMNS,
  });
  return toPage(rows, limit, (row: JobRow) => row);
}

/** One job with its counters. Throws NOT_FOUND, also for somebody else's without the right to it. */
export async function getJob(ctx: ServiceContext, input: { id: string }): Promise<JobRow> {
  authorize(ctx, "job.readOwn");
  const row = await ctx.db.job.findFirst({
    where: { AND: [visibleJobs(ctx), { id: input.id }] },
    select: SHOWN_COLUMNS,
  });
  if (!row) throw notFound("job");
  return row;
}

/** The report of a job, in the order of its records. `nextCursor` is the position to go on after. */
export async function listJobItems(ctx: ServiceContext, input: ListJobItemsInput) {
  authorize(ctx, "job.readOwn");
  await getJob(ctx, { id: input.jobId });
  const { cursor, limit, status, jobId } = input;
  const rows = await ctx.db.jobItem.findMany({
    where: {
      jobId,
      ...(cursor === undefined ? {} : { position: { gt: cursor } }),
      ...(status && status.length > 0 ? { status: { in: status } } : {}),
    },
    orderBy: { position: "asc" },
    take: limit + 1,
  });
  const kept = rows.slice(0, limit);
  return {
    items: kept.map(({ position, targetId, label, status: itemStatus, detail }) => ({
      position,
      targetId,
      label,
      status: itemStatus,
      detail,
    })),
    nextCursor: rows.length > limit ? (kept.at(-1)?.position ?? null) : null,
  };
}

/** Ends a job: at once if it waits, else after the records in work. What is done stays done. Throws PRECONDITION_FAILED when it is over. */
export async function cancelJob(ctx: ServiceContext, input: { id: string }): Promise<void> {
  authorize(ctx, "job.cancel");
  const job = await getJob(ctx, input);
  await endJob(ctx, job.id);
}

/** Starts a new job of the same kind for the records that failed. Throws PRECONDITION_FAILED while it runs or when none failed. */
export async function retryFailedItems(ctx: ServiceContext, input: { id: string }): Promise<{ id: string }> {
  authorize(ctx, "job.cancel");
  const job = await getJob(ctx, input);
  return { id: await rerunFailed(ctx, job.id) };
}

function visibleJobs(ctx: ServiceContext) {
  if (isAllowed(ctx, "job.readAny")) return {};
  return { OR: [{ actorId: actorId(ctx) }, { actorId: null }] };
}
