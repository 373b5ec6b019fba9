import type { Revision } from "@/prisma/generated/sqlite/client";
import { refreshSettings } from "@/server/configuration/setting/current";
import { audit } from "@/server/kernel/audit";
import type { FieldChange } from "@/server/kernel/audit-diff";
import { authorize, isAllowed } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { AppError } from "@/server/kernel/errors";
import { firstIdAt, newId } from "@/server/kernel/ids";
import { applyObjects, differs, prepareObjects, type Wanted, withoutMarks } from "./apply";
import { readContent } from "./content";
import type { Fault } from "./kind";
import { KINDS } from "./kinds";
import { inOneChange } from "./one-change";
import { kindOf, parseContent } from "./parse";
import { diffContents } from "./read";
import { FOUND, staleRevision } from "./revise";
import {
  MOMENT_OBJECTS_MAX,
  type MomentInput,
  type ObjectRef,
  objectKey,
  type RestoreMomentInput,
  type RevisionKind,
} from "./schema";

/** An object that is not as it was. `expected` goes back with the restore, so that what was seen is what is replaced. */
export type MomentItem = ObjectRef & {
  label: string;
  expected: number;
  effect: "create" | "update" | "delete";
  changes: FieldChange[];
  /** Why it cannot be brought back; empty: it can. */
  faults: Fault[];
};

/**
 * What the site's configuration would have to change to be as it was at an instant: every object that is different now.
 * What customers configured for themselves is not part of it. `isTruncated`: more changed since than one restore takes.
 */
export async function previewMoment(
  ctx: ServiceContext,
  input: MomentInput,
): Promise<{ at: Date; items: MomentItem[]; isTruncated: boolean }> {
  authorize(ctx, "revision.read");
  const readable = KINDS.filter(({ kind, permissions }) => {
    return isAllowed(ctx, permissions.read) && (input.kinds?.includes(kind) ?? true);
  });
  const changed = await listChangedSince(
    ctx,
    input.at,
    readable.map(({ kind }) => kind),
  );
  const items: MomentItem[] = [];
  for (const object of changed.slice(0, MOMENT_OBJECTS_MAX)) {
    const item = await toMomentItem(ctx, object, input.at);
    if (item) items.push(item);
  }
  return { at: input.at, items, isTruncated: changed.length > MOMENT_OBJECTS_MAX };
}

/**
 * Makes the objects named be as they were at an instant, as one change in one transaction: those that were not there yet are
 * deleted, deleted ones come back. Throws CONFLICT (revision.stale) for one that changed since the preview, BAD_INPUT
 * (revision.unfit, revision.too_old) for a state that does not fit any more or is no longer kept, and what the nouns' verbs
 * throw, with the object's name.
 */
export async function restoreMoment(
  ctx: ServiceContext,
  input: RestoreMomentInput,
): Promise<{ changeId: string; objects: ObjectRef[] }> {
  authorize(ctx, "revision.restore");
  const restoredFrom = new Map<string, string>();
  const wanted: Wanted[] = [];
  for (const { expected, ...object } of input.objects) {
    const then = await stateAt(ctx, object, input.at);
    if (then === "unknown") throw new AppError("BAD_INPUT", { reason: "revision.too_old", meta: { label: object.id } });
    if (then.revisionId !== null) restoredFrom.set(objectKey(object), then.revisionId);
    wanted.push({ ...object, label: then.label, content: then.content, expected });
  }
  const prepared = await prepareObjects(ctx, wanted);
  const change = { id: newId("chg"), restoredFrom };
  const options = { reason: input.reason, isJumpConfirmed: input.isJumpConfirmed ?? false };
  const objects = await inOneChange({ ...ctx, change }, async (tx) => {
    const applied = await applyObjects(tx, prepared, options);
    await auditMoment(tx, input, { changeId: change.id, count: applied.length });
    return applied;
  });
  await refreshSettings(ctx.db, true);
  return { changeId: change.id, objects };
}

function auditMoment(
  tx: ServiceContext,
  { at, reason }: RestoreMomentInput,
  after: { changeId: string; count: number },
) {
  const target = { kind: "change", id: after.changeId, label: at.toISOString() };
  return audit(tx, { action: "revision.restoreMoment", target, after: { ...after, at }, reason });
}

/** The site's objects that have a state which began after an instant. */
async function listChangedSince(ctx: ServiceContext, at: Date, kinds: RevisionKind[]): Promise<ObjectRef[]> {
  const rows = await ctx.db.revision.groupBy({
    by: ["kind", "objectId"],
    where: { kind: { in: kinds }, ownerId: null, id: { gte: firstAfter(at) } },
    orderBy: [{ kind: "asc" }, { objectId: "asc" }],
    take: MOMENT_OBJECTS_MAX + 1,
  });
  return rows.map((row) => ({ kind: row.kind as RevisionKind, id: row.objectId }));
}

/** The smallest id of a revision that began after an instant: ids begin with their instants. */
function firstAfter(at: Date): string {
  return firstIdAt("rev", at.getTime() + 1);
}

async function toMomentItem(ctx: ServiceContext, object: ObjectRef, at: Date): Promise<MomentItem | null> {
  const then = await stateAt(ctx, object, at);
  const newest = await findEnd(ctx, object, "desc");
  if (newest === null) throw staleRevision(object.id);
  const kind = kindOf(object);
  const live = (await kind.find(ctx, object.id))?.content ?? null;
  const item = { ...object, label: newest.label, expected: newest.number };
  if (then === "unknown") {
    const fault = { path: "", reason: "revision.too_old", detail: newest.label };
    return { ...item, effect: "update", changes: [], faults: [fault] };
  }
  if (!(await differs(ctx, { ...item, content: then.content }))) return null;
  const [now, wanted] = [live, then.content].map((content) => content && withoutMarks(kind, content));
  return {
    ...item,
    effect: live === null ? "create" : then.content === null ? "delete" : "update",
    changes: diffContents(now ?? null, wanted ?? null),
    faults: (await parseContent(ctx, object, then.content)).faults,
  };
}

type State = { content: object | null; revisionId: string | null; label: string };

/**
 * What an object was at an instant. Before its first revision it was not there, unless that one notes a state that was found:
 * then it stands for all the time before. "unknown": the state of that time is no longer kept.
 */
async function stateAt(ctx: ServiceContext, { kind, id }: ObjectRef, at: Date): Promise<State | "unknown"> {
  const row = await ctx.db.revision.findFirst({
    where: { kind, objectId: id, id: { lt: firstAfter(at) } },
    orderBy: { number: "desc" },
  });
  if (row) return toState(row);
  const first = await findEnd(ctx, { kind, id }, "asc");
  if (first === null || first.number > 1) return "unknown";
  if (first.action === `${kind}.${FOUND}`) return toState(first);
  return { content: null, revisionId: null, label: first.label };
}

function toState(row: Revision): State {
  return { content: readContent(row.content), revisionId: row.id, label: row.label };
}

function findEnd(ctx: ServiceContext, { kind, id }: ObjectRef, order: "asc" | "desc"): Promise<Revision | null> {
  return ctx.db.revision.findFirst({ where: { kind, objectId: id }, orderBy: { number: order } });
}
