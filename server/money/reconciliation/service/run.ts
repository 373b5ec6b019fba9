import { audit } from "@/server/kernel/audit";
import { authorize } from "@/server/kernel/authorize";
import { actorId, type ServiceContext } from "@/server/kernel/context";
import { type DatabaseEngine, env } from "@/server/kernel/env";
import { AppError, toAppError } from "@/server/kernel/errors";
import { newId } from "@/server/kernel/ids";
import { logger } from "@/server/kernel/logger";
import { withTransaction } from "@/server/kernel/transaction";
import { type Finding, findDifferences } from "../rules";

const HOUR_MS = 3_600_000;
/** A run that takes longer died with its process. */
const RUN_MAX_MS = HOUR_MS;
/** UTC; most sites are quiet then, or at least not at their busiest. */
const NIGHTLY_HOUR = 3;

/**
 * Starts a look at all the books and answers its id at once; it goes on behind, and its row says how it ended.
 * Throws FORBIDDEN, CONFLICT (reconciliation.already_running).
 */
export async function startReconciliation(ctx: ServiceContext): Promise<{ id: string }> {
  authorize(ctx, "reconciliation.run");
  const id = await openRun(ctx);
  void executeRun(ctx, id);
  return { id };
}

/** The nightly run, asked for every hour by every worker: one of them does it, once a night. Out: whether this one did. */
export async function reconcileNightly(
  ctx: ServiceContext,
  engine: DatabaseEngine = env.databaseEngine,
): Promise<boolean> {
  const now = ctx.clock();
  const due = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate(), NIGHTLY_HOUR));
  if (now < due) return false;
  const last = await ctx.db.reconciliationRun.findFirst({ where: { startedAt: { gte: due } }, select: { id: true } });
  if (last) return false;
  await executeRun(ctx, await openRun(ctx), engine);
  return true;
}

/** The row of a new run, unless one is going on. Two at the same instant do no harm, they only look twice. */
export async function openRun(ctx: ServiceContext): Promise<string> {
  const id = newId("rec");
  await withTransaction(ctx, async (tx) => {
    const startedAt = tx.clock();
    const alive = { status: "running", startedAt: { gt: new Date(startedAt.getTime() - RUN_MAX_MS) } };
    if (await tx.db.reconciliationRun.findFirst({ where: alive, select: { id: true } })) {
      throw new AppError("CONFLICT", { reason: "reconciliation.already_running" });
    }
    await tx.db.reconciliationRun.create({ data: { id, startedAt, actorId: actorId(tx) } });
    await audit(tx, { action: "reconciliation.run", target: { kind: "reconciliation", id, label: id } });
  });
  return id;
}

/** Looks, keeps what was found, and ends the run; never throws, its row says what went wrong. */
export async function executeRun(
  ctx: ServiceContext,
  id: string,
  _engine: DatabaseEngine = env.databaseEngine,
): Promise<void> {
  try {
    const { startedAt } = await ctx.db.reconciliationRun.findUniqueOrThrow({ where: { id } });
    const findings = await findDifferences(ctx.db);
    for (const finding of findings) await keep(ctx, id, finding);
    // Touched by no run since this one began: neither it nor one beside it found them.
    await ctx.db.reconciliationDifference.updateMany({
      where: { status: "open", updatedAt: { lt: startedAt } },
      data: { status: "gone", lastRunId: id },
    });
    await end(ctx, id, { status: "succeeded", differenceCount: findings.length });
  } catch (error) {
    logger.error({ err: error, runId: id }, "a reconciliation failed");
    const failed = { status: "failed", error: toAppError(error).message.slice(0, 1_000) };
    await end(ctx, id, failed).catch((fault: unknown) =>
      logger.error({ err: fault, runId: id }, "nor could it be ended"),
    );
  }
}

async function end(
  ctx: ServiceContext,
  id: string,
  data: { status: string; differenceCount?: number; error?: string },
) {
  await ctx.db.reconciliationRun.updateMany({
    where: { id, status: "running" },
    data: { ...data, finishedAt: ctx.clock() },
  });
}

/** One row a rule and subject. What somebody resolved stays so until its numbers change. */
async function keep(ctx: ServiceContext, runId: string, { rule, subject, ...found }: Finding): Promise<void> {
  await withTransaction(ctx, async (tx) => {
    const where = { rule_subject: { rule, subject } };
    const earlier = await tx.db.reconciliationDifference.findUnique({ where });
    if (!earlier) {
      const data = {
        id: newId("rcd"),
        rule,
        subject,
        ...found,
        firstRunId: runId,
        lastRunId: runId,
        createdAt: tx.clock(),
      };
      await tx.db.reconciliationDifference.create({ data });
      return;
    }
    const isSame = earlier.expected === found.expected && earlier.actual === found.actual;
    const status = earlier.status === "resolved" && isSame ? "resolved" : "open";
    await tx.db.reconciliationDifference.update({ where, data: { ...found, status, lastRunId: runId } });
  });
}
