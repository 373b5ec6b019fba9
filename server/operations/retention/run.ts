import { authorize, requireStepUp } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { AppError } from "@/server/kernel/errors";
import { enqueueJob } from "@/server/operations/job/enqueue";
import { planCleanup, toJob } from "./plan";
import type { RunCleanupInput } from "./schema";

const PREVIEW_VALID_MS = 86_400_000;

/**
 * Starts a clean-up now, of what a preview of the last day showed, and answers its job. Throws FORBIDDEN,
 * STEP_UP_REQUIRED, CONFLICT (retention.already_running), PRECONDITION_FAILED (retention.preview_old, retention.nothing_old).
 */
export async function runCleanup(ctx: ServiceContext, { asOf, classes }: RunCleanupInput): Promise<{ id: string }> {
  authorize(ctx, "retention.manage");
  await requireStepUp(ctx);
  const ageMs = ctx.clock().getTime() - asOf.getTime();
  if (ageMs < 0 || ageMs > PREVIEW_VALID_MS) {
    throw new AppError("PRECONDITION_FAILED", { reason: "retention.preview_old" });
  }
  if ((await findRunning(ctx)) !== null) throw new AppError("CONFLICT", { reason: "retention.already_running" });
  const { targets, params } = toJob(await planCleanup(ctx, { asOf, classes }), { asOf, isNightly: false });
  if (targets.length === 0) throw new AppError("PRECONDITION_FAILED", { reason: "retention.nothing_old" });
  return { id: await enqueueJob(ctx, { kind: "retention.clean", targets, params }) };
}

/** The clean-up that waits or works, if there is one. */
export async function findRunning(ctx: ServiceContext): Promise<string | null> {
  const job = await ctx.db.job.findFirst({
    where: { kind: "retention.clean", status: { in: ["queued", "running"] } },
    select: { id: true },
  });
  return job?.id ?? null;
}
