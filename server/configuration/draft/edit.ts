import { authorize } from "@/server/kernel/authorize";
import { actorId, type ServiceContext } from "@/server/kernel/context";
import { AppError } from "@/server/kernel/errors";
import { newId } from "@/server/kernel/ids";
import { withTransaction } from "@/server/kernel/transaction";
import { SECRET_CARRIED } from "../revision/kind";
import { parseContent, unfit } from "../revision/parse";
import { auditDraft, findDraft, moveDraft } from "./row";
import {
  type CreateDraftInput,
  DRAFT_LENGTH_MAX,
  type DraftChange,
  type UpdateDraftInput,
  type VersionedDraftInput,
} from "./schema";

/**
 * Keeps changes that are not in force yet. Throws BAD_INPUT: revision.unfit for a content that is none of its kind,
 * revision.secret_carried for one that holds a secret, draft.too_long.
 */
export async function createDraft(
  ctx: ServiceContext,
  input: CreateDraftInput,
): Promise<{ id: string; version: number }> {
  authorize(ctx, "draft.manage");
  // The command line is nobody with an account; its drafts show its name.
  const createdById = actorId(ctx) ?? "";
  const id = newId("drf");
  const { title, reason } = input;
  const changes = await storableChanges(ctx, input.changes);
  await withTransaction(ctx, async (tx) => {
    const createdByName = tx.actor.name.slice(0, 64);
    await tx.db.draft.create({
      data: { id, title, reason, changes, createdById, createdByName, createdAt: tx.clock() },
    });
    await auditDraft(tx, {
      action: "draft.create",
      row: { id, title },
      after: { title, reason, ...summaryOf(input.changes) },
    });
  });
  return { id, version: 1 };
}

/** Changes what a draft would do, or its title. Throws as createDraft, CONFLICT, PRECONDITION_FAILED (draft.is_scheduled). */
export async function updateDraft(ctx: ServiceContext, input: UpdateDraftInput): Promise<{ version: number }> {
  authorize(ctx, "draft.manage");
  const { id, version, title, reason } = input;
  const changes = input.changes && (await storableChanges(ctx, input.changes));
  const data = {
    ...(title === undefined ? {} : { title }),
    ...(reason === undefined ? {} : { reason }),
    ...(changes === undefined ? {} : { changes }),
    // A publication that failed is mended by an edit.
    status: "draft",
    error: "",
  };
  await withTransaction(ctx, async (tx) => {
    const before = await findDraft(tx, id);
    const row = await moveDraft(tx, { id, version, from: ["draft", "failed"], data });
    await auditDraft(tx, {
      action: "draft.update",
      row,
      before: { title: before.title, reason: before.reason },
      after: { title: row.title, reason: row.reason, ...summaryOf(input.changes ?? []) },
    });
  });
  return { version: version + 1 };
}

/** Throws a draft away; a published one stays, because the history names it. Same errors as updateDraft. */
export async function discardDraft(ctx: ServiceContext, { id, version }: VersionedDraftInput): Promise<void> {
  authorize(ctx, "draft.manage");
  await withTransaction(ctx, async (tx) => {
    const row = await moveDraft(tx, { id, version, from: ["draft", "failed"], data: {} });
    await tx.db.draft.delete({ where: { id } });
    await auditDraft(tx, { action: "draft.discard", row, before: { title: row.title } });
  });
}

/** The changes as stored text, each content as its kind's schema makes it, so that nothing unknown and no secret is kept. */
async function storableChanges(ctx: ServiceContext, changes: readonly DraftChange[]): Promise<string> {
  const kept: DraftChange[] = [];
  for (const change of changes) {
    const { content, faults } = await parseContent(ctx, change, change.content);
    const secret = faults.find(({ reason }) => reason === SECRET_CARRIED);
    if (secret)
      throw new AppError("BAD_INPUT", { reason: SECRET_CARRIED, meta: { label: change.label, field: secret.path } });
    if (change.content !== null && content === null) throw unfit(change.label, faults);
    kept.push({ ...change, content: content === null ? null : { ...content } });
  }
  const text = JSON.stringify(kept);
  if (text.length <= DRAFT_LENGTH_MAX) return text;
  throw new AppError("BAD_INPUT", { reason: "draft.too_long", meta: { limit: DRAFT_LENGTH_MAX } });
}

function summaryOf(changes: readonly DraftChange[]): object {
  return changes.length === 0 ? {} : { objects: changes.map(({ kind, label }) => `${kind}: ${label}`) };
}
