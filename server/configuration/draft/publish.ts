import { refreshSettings } from "@/server/configuration/setting/current";
import { authorize } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { AppError } from "@/server/kernel/errors";
import { newId } from "@/server/kernel/ids";
import { applyObjects, prepareObjects } from "../revision/apply";
import { inOneChange } from "../revision/one-change";
import type { ObjectRef } from "../revision/schema";
import { auditDraft, findDraft, moveDraft, readChanges, wantedOf } from "./row";
import type { DraftStatus, PublishDraftInput } from "./schema";

export type Publication = { changeId: string; objects: ObjectRef[] };

/**
 * Puts a draft in force, all of it or nothing, as one change; once, whoever else publishes it at the same moment. Throws
 * NOT_FOUND, CONFLICT (revision.stale for an object that changed since the draft looked; draft.already_published;
 * common.stale_version), PRECONDITION_FAILED (draft.empty, draft.is_scheduled; price.jump until it is confirmed), BAD_INPUT
 * (revision.unfit) and what the nouns' verbs throw, with the object's name.
 */
export function publishDraft(ctx: ServiceContext, input: PublishDraftInput): Promise<Publication> {
  return publishFrom(ctx, input, ["draft", "failed"]);
}

/** The same for a draft in one of the states given. */
export async function publishFrom(
  ctx: ServiceContext,
  { id, version, isJumpConfirmed }: PublishDraftInput,
  from: readonly DraftStatus[],
): Promise<Publication> {
  authorize(ctx, "draft.publish");
  const draft = await findDraft(ctx, id);
  if (draft.status === "published") throw new AppError("CONFLICT", { reason: "draft.already_published" });
  const prepared = await prepareObjects(ctx, wantedOf(readChanges(draft)));
  if (prepared.length === 0) throw new AppError("PRECONDITION_FAILED", { reason: "draft.empty" });
  const change = { id: newId("chg"), draftId: id };
  const publish = async (tx: ServiceContext) => {
    // The draft's row first, with its version in the condition: the second of two publications waits here, and then is refused.
    const row = await moveDraft(tx, { id, version, from, data: publishedNow(tx) });
    const objects = await applyObjects(tx, prepared, { reason: row.reason || row.title, isJumpConfirmed });
    await auditDraft(tx, { action: "draft.publish", row, after: { changeId: change.id, count: objects.length } });
    return objects;
  };
  const objects = await inOneChange({ ...ctx, change }, publish);
  await refreshSettings(ctx.db, true);
  return { changeId: change.id, objects };
}

function publishedNow(tx: ServiceContext) {
  return { status: "published", publishedAt: tx.clock(), publishAt: null, error: "" };
}
