import type { Revision } from "@/prisma/generated/sqlite/client";
import type { ServiceContext } from "@/server/kernel/context";
import { AppError } from "@/server/kernel/errors";
import { readContent } from "./content";
import { kindOf } from "./parse";
import { diffContents, findReadable } from "./read";
import type { CompareRevisionsInput, RevisionKind } from "./schema";

/**
 * Two states of one object, or one and what it is now, with the fields that differ. Throws FORBIDDEN, NOT_FOUND, BAD_INPUT
 * (revision.other_object) for states of two objects.
 */
export async function compareRevisions(ctx: ServiceContext, { fromId, toId }: CompareRevisionsInput) {
  const from = await findReadable(ctx, fromId);
  const to = toId === null ? null : await findReadable(ctx, toId);
  if (to && (to.kind !== from.kind || to.objectId !== from.objectId)) {
    throw new AppError("BAD_INPUT", { reason: "revision.other_object" });
  }
  const before = readContent(from.content);
  const after = to ? readContent(to.content) : await readNow(ctx, from);
  return {
    kind: from.kind as RevisionKind,
    objectId: from.objectId,
    label: (to ?? from).label,
    fromNumber: from.number,
    /** Null: as it is now. */
    toNumber: to?.number ?? null,
    before,
    after,
    changes: diffContents(before, after),
  };
}

/** A customer's own object is read from its history: kinds know those of the site. */
async function readNow(
  ctx: ServiceContext,
  { kind, objectId, ownerId }: Revision,
): Promise<Record<string, unknown> | null> {
  if (ownerId !== null) {
    const newest = await ctx.db.revision.findFirst({ where: { kind, objectId }, orderBy: { number: "desc" } });
    return newest && readContent(newest.content);
  }
  const live = await kindOf({ kind: kind as RevisionKind }).find(ctx, objectId);
  return live && { ...live.content };
}
