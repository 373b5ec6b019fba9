import type { Draft } from "@/prisma/generated/sqlite/client";
import { PERMISSIONS, type Permission, type Role } from "@/server/identity/permission/schema";
import { authorize, requireUserId } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { AppError, toAppError } from "@/server/kernel/errors";
import { logger } from "@/server/kernel/logger";
import { withTransaction } from "@/server/kernel/transaction";
import { publishFrom } from "./publish";
import { rehearse } from "./rehearse";
import { auditDraft, findDraft, moveDraft, readChanges, wantedOf } from "./row";
import type { ScheduleDraftInput, VersionedDraftInput } from "./schema";

const DUE_MAX = 20;
const ERROR_LENGTH_MAX = 2_000;

/**
 * Has a draft published at a time, with the rights that whoever schedules it will have then. It is rehearsed now, so that what
 * would be refused is refused to a person: throws as publishDraft does, STEP_UP_REQUIRED where publishing asks for the
 * password, and BAD_INPUT (draft.time_past).
 */
export async function scheduleDraft(ctx: ServiceContext, input: ScheduleDraftInput): Promise<{ version: number }> {
  authorize(ctx, "draft.publish");
  const scheduledById = requireUserId(ctx);
  const { id, version, publishAt, isJumpConfirmed } = input;
  if (publishAt <= ctx.clock()) throw new AppError("BAD_INPUT", { reason: "draft.time_past" });
  const draft = await findDraft(ctx, id);
  const changes = readChanges(draft);
  if (changes.length === 0) throw new AppError("PRECONDITION_FAILED", { reason: "draft.empty" });
  await rehearse(ctx, wantedOf(changes), { isJumpConfirmed, read: async () => null });
  await withTransaction(ctx, async (tx) => {
    const data = { status: "scheduled", publishAt, scheduledById, isJumpConfirmed, error: "" };
    const row = await moveDraft(tx, { id, version, from: ["draft", "failed"], data });
    await auditDraft(tx, { action: "draft.schedule", row, after: { publishAt } });
  });
  return { version: version + 1 };
}

/** Takes a scheduled draft back to its editors. Throws CONFLICT, PRECONDITION_FAILED (draft.not_scheduled), NOT_FOUND. */
export async function unscheduleDraft(
  ctx: ServiceContext,
  { id, version }: VersionedDraftInput,
): Promise<{ version: number }> {
  authorize(ctx, "draft.publish");
  await withTransaction(ctx, async (tx) => {
    const before = await findDraft(tx, id);
    if (before.status === "draft" || before.status === "failed") {
      throw new AppError("PRECONDITION_FAILED", { reason: "draft.not_scheduled" });
    }
    const data = { status: "draft", publishAt: null, scheduledById: null, isJumpConfirmed: false };
    const row = await moveDraft(tx, { id, version, from: ["scheduled"], data });
    await auditDraft(tx, { action: "draft.unschedule", row, before: { publishAt: before.publishAt } });
  });
  return { version: version + 1 };
}

/** Publishes the drafts whose time has come. Several workers may: each draft goes out once. Out: how many did, and failed. */
export async function publishDueDrafts(ctx: ServiceContext): Promise<{ published: number; failed: number }> {
  const due = await ctx.db.draft.findMany({
    where: { status: "scheduled", publishAt: { lte: ctx.clock() } },
    orderBy: { publishAt: "asc" },
    take: DUE_MAX,
  });
  const outcomes: boolean[] = [];
  for (const draft of due) outcomes.push(await publishDue(ctx, draft));
  const published = outcomes.filter((isPublished) => isPublished).length;
  return { published, failed: outcomes.length - published };
}

async function publishDue(ctx: ServiceContext, draft: Draft): Promise<boolean> {
  const { id, version, isJumpConfirmed } = draft;
  try {
    const scheduler = await schedulerContext(ctx, draft);
    await publishFrom(scheduler, { id, version, isJumpConfirmed }, ["scheduled"]);
    return true;
  } catch (cause) {
    const error = toAppError(cause);
    // Another worker was faster.
    if (error.reason === "draft.already_published") return false;
    // A database that is away comes back; then the draft is still due.
    if (error.code === "UNAVAILABLE") throw error;
    if (error.code === "INTERNAL") logger.error({ err: error.cause ?? error, draft: id }, "a due draft failed");
    await noteFailure(ctx, draft, error);
    return false;
  }
}

/**
 * Whoever scheduled the draft, as they are now: a lost role or account is lost for their drafts, too. They were asked for the
 * password when they scheduled it, so nobody is asked again.
 */
async function schedulerContext(ctx: ServiceContext, { scheduledById }: Draft): Promise<ServiceContext> {
  const user = scheduledById === null ? null : await ctx.db.user.findUnique({ where: { id: scheduledById } });
  if (user?.status !== "enabled" || user.deletedAt !== null) {
    throw new AppError("FORBIDDEN", { reason: "draft.scheduler_gone" });
  }
  const grant = { permissions: new Set(Object.keys(PERMISSIONS) as Permission[]), isSensitive: true };
  const { id, username } = user;
  return { ...ctx, actor: { kind: "user", id, name: username, role: user.role as Role, sessionId: null, grant } };
}

/** Only while it is still the draft that failed: one that another worker published meanwhile stays published. */
async function noteFailure(ctx: ServiceContext, { id, version, title }: Draft, error: AppError): Promise<void> {
  const text = JSON.stringify({ reason: error.reason ?? "common.internal", meta: error.meta ?? {} });
  const failure = text.length <= ERROR_LENGTH_MAX ? text : JSON.stringify({ reason: error.reason, meta: {} });
  await withTransaction(ctx, async (tx) => {
    const { count } = await tx.db.draft.updateMany({
      where: { id, version, status: "scheduled" },
      data: { status: "failed", error: failure, version: { increment: 1 } },
    });
    if (count === 0) return;
    await auditDraft(tx, {
      action: "draft.fail",
      row: { id, title },
      after: { reason: error.reason ?? "common.internal" },
    });
  });
}
