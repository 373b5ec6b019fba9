import { randomBytes } from "node:crypto";
import type { RedemptionBatch } from "@/prisma/generated/sqlite/client";
import { getSetting } from "@/server/configuration/setting/current";
import { audit } from "@/server/kernel/audit";
import { authorize, requireStepUp } from "@/server/kernel/authorize";
import { actorId, type ServiceContext } from "@/server/kernel/context";
import { encryptSecret } from "@/server/kernel/crypto";
import { AppError } from "@/server/kernel/errors";
import { newId } from "@/server/kernel/ids";
import { withTransaction } from "@/server/kernel/transaction";
import { lockActor } from "@/server/money/approval/gate";
import { enqueueJob } from "@/server/operations/job/enqueue";
import { hashOfCode, lastFourOf } from "../code";
import type { CreateBatchInput } from "../schema";
import { requireWindow } from "./limits";
import { batchTarget, findBatch, searchTextOf } from "./row";

/** Codes a transaction: few enough to hold no lock for long, many enough for a hundred thousand in a minute. */
const CHUNK_SIZE = 1_000;
const DAY_MS = 86_400_000;

export type CreatedBatch = { id: string; jobId: string | null };

/**
 * Makes a batch after a step-up: the one code in somebody's own words at once, others by a job that can be repeated. The
 * same idempotency key again gives the batch it made. Throws BAD_INPUT (redemption.window_reversed, redemption.until_past,
 * redemption.custom_is_one, redemption.single_is_once), CONFLICT (redemption.code_taken), FORBIDDEN
 * (redemption.batch_limit: worth more than an operator may make in a day).
 */
export async function createBatch(ctx: ServiceContext, input: CreateBatchInput): Promise<CreatedBatch> {
  authorize(ctx, "redemption.manage");
  await requireStepUp(ctx);
  requireSense(ctx, input);
  return withTransaction(ctx, async (tx) => {
    const earlier = await tx.db.redemptionBatch.findUnique({ where: { idempotencyKey: input.idempotencyKey } });
    if (earlier) return { id: earlier.id, jobId: earlier.jobId };
    await requireWithinLimit(tx, input);
    const batch = await tx.db.redemptionBatch.create({ data: batchData(tx, input) });
    if (input.customCode !== null) await addCustomCode(tx, batch, input.customCode);
    await audit(tx, { action: "redemption.create", target: batchTarget(batch), after: auditedFields(input) });
    const jobId = input.customCode === null ? await startJob(tx, batch) : null;
    return { id: batch.id, jobId };
  });
}

/**
 * Goes on making the codes of a batch whose job was cancelled or failed. What is made already stays.
 * Throws PRECONDITION_FAILED (redemption.batch_complete, redemption.batch_void, redemption.job_running).
 */
export async function resumeBatch(ctx: ServiceContext, input: { id: string }): Promise<{ jobId: string }> {
  authorize(ctx, "redemption.manage");
  await requireStepUp(ctx);
  return withTransaction(ctx, async (tx) => {
    const batch = await findBatch(tx, input.id);
    if (batch.status !== "creating") {
      const reason = batch.status === "void" ? "redemption.batch_void" : "redemption.batch_complete";
      throw new AppError("PRECONDITION_FAILED", { reason });
    }
    const job = batch.jobId && (await tx.db.job.findUnique({ where: { id: batch.jobId } }));
    if (job && job.finishedAt === null) throw new AppError("PRECONDITION_FAILED", { reason: "redemption.job_running" });
    const jobId = await startJob(tx, batch);
    await audit(tx, {
      action: "redemption.resume",
      target: batchTarget(batch),
      after: { createdCount: batch.createdCount, codeCount: batch.codeCount },
    });
    return { jobId };
  });
}

/** One record of the job a thousand codes; its id is the position of the first. */
async function startJob(tx: ServiceContext, batch: RedemptionBatch): Promise<string> {
  const targets = [];
  for (let first = 0; first < batch.codeCount; first += CHUNK_SIZE) {
    const end = Math.min(first + CHUNK_SIZE, batch.codeCount);
    targets.push({ id: String(first), label: `${batch.name} ${first + 1}–${end}` });
  }
  const params = { batchId: batch.id, chunkSize: CHUNK_SIZE };
  const jobId = await enqueueJob(tx, { kind: "redemption.create", params, targets });
  // Of two people who resume at once, the second finds another job than the one that ended.
  const { count } = await tx.db.redemptionBatch.updateMany({
    where: { id: batch.id, jobId: batch.jobId, status: "creating" },
    data: { jobId },
  });
  if (count === 0) throw new AppError("PRECONDITION_FAILED", { reason: "redemption.job_running" });
  return jobId;
}

async function addCustomCode(tx: ServiceContext, batch: RedemptionBatch, code: string): Promise<void> {
  const hash = hashOfCode(code);
  if (await tx.db.redemptionCode.findUnique({ where: { hash } })) {
    throw new AppError("CONFLICT", { reason: "redemption.code_taken", meta: { field: "customCode" } });
  }
  await tx.db.redemptionCode.create({
    data: {
      id: newId("rdc"),
      batchId: batch.id,
      position: 0,
      hash,
      prefix: "",
      lastFour: lastFourOf(code),
      usesLeft: batch.usesMax,
      createdAt: tx.clock(),
    },
  });
}

function batchData(tx: ServiceContext, input: CreateBatchInput) {
  const isCustom = input.customCode !== null;
  return {
    id: newId("rdb"),
    name: input.name,
    searchText: searchTextOf(input.name, input.prefix),
    kind: input.kind,
    prefix: isCustom ? "" : input.prefix,
    quota: input.quota,
    codeCount: input.codeCount,
    createdCount: isCustom ? 1 : 0,
    usesMax: input.usesMax,
    validFrom: input.validFrom,
    validUntil: input.validUntil,
    creditDays: input.creditDays,
    status: isCustom ? "active" : "creating",
    // Whoever made up a code knows it: there is nothing to take.
    seed: isCustom ? null : encryptSecret(randomBytes(32).toString("base64url")),
    notes: input.notes,
    creatorId: actorId(tx),
    idempotencyKey: input.idempotencyKey,
    createdAt: tx.clock(),
  };
}

function requireSense(ctx: ServiceContext, input: CreateBatchInput): void {
  requireWindow(ctx, input);
  if (input.customCode !== null && input.codeCount !== 1) {
    throw new AppError("BAD_INPUT", { reason: "redemption.custom_is_one", meta: { field: "codeCount" } });
  }
  if (input.kind === "single" && input.usesMax !== 1) {
    throw new AppError("BAD_INPUT", { reason: "redemption.single_is_once", meta: { field: "usesMax" } });
  }
}

/**
 * Codes are money: what an operator may not credit by hand they may not print either, nor in several batches on one day.
 * The lock makes of batches sent at once each see those before it.
 */
async function requireWithinLimit(tx: ServiceContext, input: CreateBatchInput): Promise<void> {
  if (tx.actor.kind !== "user" || tx.actor.role !== "operator") return;
  await lockActor(tx);
  const since = new Date(tx.clock().getTime() - DAY_MS);
  const earlier = await tx.db.redemptionBatch.findMany({
    where: { creatorId: tx.actor.id, createdAt: { gte: since } },
    select: { quota: true, codeCount: true, usesMax: true },
  });
  const worth = [...earlier, input].reduce((sum, batch) => {
    return sum + batch.quota * BigInt(batch.codeCount) * BigInt(batch.usesMax);
  }, 0n);
  const limit = BigInt(getSetting("redemption.batchLimitUnits"));
  if (worth <= limit) return;
  throw new AppError("FORBIDDEN", { reason: "redemption.batch_limit", meta: { limit: limit.toString() } });
}

function auditedFields({ idempotencyKey, customCode, ...input }: CreateBatchInput) {
  return { ...input, isCustom: customCode !== null };
}
