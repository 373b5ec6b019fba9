import type { Role } from "@/server/identity/permission/schema";
import { type ServiceContext, systemContext } from "@/server/kernel/context";
import { toAppError } from "@/server/kernel/errors";
import { logger } from "@/server/kernel/logger";
import { withTransaction } from "@/server/kernel/transaction";
import type { JobItemResult, JobKind, JobTarget } from "./kind";
import type { LeaseHolder } from "./lease";
import { JobInput } from "./schema";

const DETAIL_LENGTH_MAX = 1_000;

type Job = { id: string; input: string; actorId: string | null; actorName: string; totalCount: number };
type Run = { ctx: ServiceContext; job: Job; kind: JobKind; holder: LeaseHolder; signal: AbortSignal };

/**
 * Works off what is left of a claimed job, and closes it when nothing is left. Stops early, without a word in the report,
 * when `signal` fires: the record in work is then done again by whoever resumes.
 */
export async function runJob(input: Omit<Run, "ctx">): Promise<void> {
  const { job, holder, signal } = input;
  const ctx = await actorContext(job);
  if (!ctx) return closeJob(holder, job, { status: "failed", error: "job.actor_gone" });
  const parsed = JobInput.safeParse(parseJson(job.input));
  if (!parsed.success) return closeJob(holder, job, { status: "failed", error: "job.input_unreadable" });
  const { params, targets } = parsed.data;
  const reported = await ctx.db.jobItem.findMany({ where: { jobId: job.id }, select: { position: true } });
  const isReported = new Set(reported.map((item) => item.position));
  const left = targets
    .map((target, position) => ({ target, position }))
    .filter((item) => !isReported.has(item.position));
  const workers = Array.from({ length: Math.min(input.kind.concurrency, left.length) }, async () => {
    for (let next = left.shift(); next && !signal.aborted; next = left.shift()) {
      await runItem({ ...input, ctx }, { ...next, params });
    }
  });
  await Promise.all(workers);
  if (!signal.aborted) await closeJob(holder, job, await outcomeOf(ctx, job));
}

type Item = { target: JobTarget; position: number; params: unknown };

async function runItem(run: Run, { target, position, params }: Item): Promise<void> {
  const result = await runSafely(run, target, params);
  if (run.signal.aborted) return;
  await withTransaction(run.ctx, async (tx) => {
    // Counters and report row land together, and only while the job is this runner's.
    const { count } = await tx.db.job.updateMany({
      where: { id: run.job.id, ownerId: run.holder.ownerId, status: "running" },
      data: result.status === "failed" ? { failedCount: { increment: 1 } } : { doneCount: { increment: 1 } },
    });
    if (count === 0) return;
    await tx.db.jobItem.create({
      data: {
        jobId: run.job.id,
        position,
        targetId: target.id,
        label: target.label,
        status: result.status,
        detail: result.detail.slice(0, DETAIL_LENGTH_MAX),
      },
    });
  });
}

async function runSafely({ ctx, job, kind, signal }: Run, target: JobTarget, params: unknown): Promise<JobItemResult> {
  try {
    return await kind.run(ctx, { jobId: job.id, params, target, signal });
  } catch (error) {
    const fault = toAppError(error);
    if (fault.code === "INTERNAL" && !signal.aborted)
      logger.error({ err: error, jobId: job.id, targetId: target.id }, "a job's record failed");
    return { status: "failed", detail: fault.reason ?? fault.code };
  }
}

async function outcomeOf(ctx: ServiceContext, job: Job): Promise<{ status: string; error: string }> {
  const { failedCount } = await ctx.db.job.findUniqueOrThrow({ where: { id: job.id } });
  return { status: failedCount === job.totalCount ? "failed" : "succeeded", error: "" };
}

/** Ends a job that is this runner's. */
export async function closeJob(
  holder: LeaseHolder,
  job: { id: string },
  outcome: { status: string; error: string },
): Promise<void> {
  const { db } = systemContext("jobs");
  await db.job.updateMany({
    where: { id: job.id, ownerId: holder.ownerId, status: "running" },
    data: { ...outcome, finishedAt: new Date(), leaseUntil: null, ownerId: null },
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * A job acts with the rights its author has now, not with those of the moment it was started. Null when the author is
 * disabled or gone.
 */
async function actorContext(job: Job): Promise<ServiceContext | null> {
  const system = systemContext(job.actorName || "jobs");
  if (job.actorId === null) return system;
  const user = await system.db.user.findUnique({ where: { id: job.actorId } });
  if (user?.status !== "enabled" || user.deletedAt) return null;
  return {
    ...system,
    actor: { kind: "user", id: user.id, name: user.username, role: user.role as Role, sessionId: null },
  };
}
