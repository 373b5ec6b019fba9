import type { Revision } from "@/prisma/generated/sqlite/client";
import { refreshSettings } from "@/server/configuration/setting/current";
import { audit } from "@/server/kernel/audit";
import { authorize } from "@/server/kernel/authorize";
import { actorId, type ServiceContext } from "@/server/kernel/context";
import { AppError, notFound } from "@/server/kernel/errors";
import { newId } from "@/server/kernel/ids";
import { applyObjects, differs, prepareObjects, type Wanted } from "./apply";
import { readContent } from "./content";
import { withFields } from "./fields";
import { inOneChange } from "./one-change";
import { kindOf } from "./parse";
import { staleRevision } from "./revise";
import { objectKey, type RestoreRevisionInput, type RevisionKind } from "./schema";

export type Restored = {
  changeId: string;
  /** Fields that mark secrets: they differ from the restored state and were left as they are. */
  untouched: string[];
};

/**
 * Brings an object back to a revision, whole or the fields named, as a new revision. Secrets stay as they are. Throws
 * FORBIDDEN, NOT_FOUND, CONFLICT (revision.stale), BAD_INPUT (revision.unfit, revision.field_unknown, revision.gone), PRECONDITION_FAILED (revision.same; price.jump until it is confirmed) and what the noun's verbs throw.
 */
export async function restoreRevision(ctx: ServiceContext, input: RestoreRevisionInput): Promise<Restored> {
  const row = await findRestorable(ctx, input.id);
  const object = { kind: row.kind as RevisionKind, id: row.objectId };
  const live = await kindOf(object).find(ctx, object.id);
  const content = wantedContent(row, live?.content ?? null, input.fields);
  const wanted: Wanted = { ...object, label: row.label, content, expected: input.expected };
  const prepared = await prepareObjects(ctx, [wanted]);
  const change = { id: newId("chg"), restoredFrom: new Map([[objectKey(object), row.id]]) };
  const options = { reason: input.reason, isJumpConfirmed: input.isJumpConfirmed ?? false };
  await inOneChange({ ...ctx, change }, async (tx) => {
    await refuseSame(tx, prepared);
    await applyObjects(tx, prepared, options);
    await audit(tx, {
      action: "revision.restore",
      target: { ...object, label: row.label },
      after: { revision: row.id, number: row.number, fields: input.fields ?? null },
      reason: input.reason,
    });
  });
  await refreshSettings(ctx.db, true);
  return { changeId: change.id, untouched: untouchedMarks(wanted, live?.content ?? null) };
}

/** Whoever configured an object may bring it back themselves; the kind's own verb asks for the right to change it. */
async function findRestorable(ctx: ServiceContext, id: string): Promise<Revision> {
  const row = await ctx.db.revision.findUnique({ where: { id } });
  if (row?.ownerId == null || row.ownerId !== actorId(ctx)) authorize(ctx, "revision.restore");
  if (!row) throw notFound("revision");
  return row;
}

function wantedContent(row: Revision, live: object | null, fields: readonly string[] | undefined): object | null {
  const then = readContent(row.content);
  if (fields === undefined) return then;
  if (then === null || live === null) throw new AppError("BAD_INPUT", { reason: "revision.gone" });
  return withFields(live, then, fields);
}

/** Nothing to do is told apart from done: whoever restores would else wait for a revision that never comes. */
async function refuseSame(tx: ServiceContext, [object]: readonly Wanted[]): Promise<void> {
  if (!object || (await differs(tx, object))) return;
  const newest = await tx.db.revision.findFirst({
    where: { kind: object.kind, objectId: object.id },
    orderBy: { number: "desc" },
    select: { number: true },
  });
  if ((newest?.number ?? 0) !== object.expected) throw staleRevision(object.label);
  throw new AppError("PRECONDITION_FAILED", { reason: "revision.same", meta: { label: object.label } });
}

function untouchedMarks(wanted: Wanted, live: object | null): string[] {
  const [then, now] = [wanted.content, live].map((content) => new Map(Object.entries(content ?? {})));
  const marks = kindOf(wanted).marks ?? [];
  return marks.filter((name) => then && JSON.stringify(then.get(name)) !== JSON.stringify(now?.get(name)));
}
