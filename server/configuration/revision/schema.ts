import { z } from "zod";
import { PageInput } from "@/server/kernel/paging/schema";
import { RowNumberOrNone } from "@/server/kernel/row-number-schema";

/** What has revisions, drafts, export and import. */
export const REVISION_KINDS = [
  "setting",
  "price",
  "group",
  "channel",
  "plan",
  "category",
  "template",
  "config",
] as const;
export type RevisionKind = (typeof REVISION_KINDS)[number];
export const RevisionKindSchema = z.enum(REVISION_KINDS);

/** One configurable object: its kind, and the id it has there (a setting's key, a model's name, a channel's id …). */
export const ObjectRef = z.object({ kind: RevisionKindSchema, id: z.string().min(1).max(191) });
export type ObjectRef = z.output<typeof ObjectRef>;

/** One text for an object, as the key of a map. */
export function objectKey({ kind, id }: ObjectRef): string {
  return `${kind} ${id}`;
}

const RevisionId = z.string().startsWith("rev_").max(32);

/** Revisions, newest first: of one object, of a kind, by one person, or all. */
export const ListRevisionsInput = PageInput.extend({
  kind: z.array(RevisionKindSchema).optional(),
  objectId: z.string().min(1).max(191).optional(),
  actorId: z.string().max(32).optional(),
  changeId: z.string().startsWith("chg_").max(32).optional(),
  draftId: z.string().startsWith("drf_").max(32).optional(),
  q: z.string().trim().max(191).optional(),
  createdFrom: z.date().optional(),
  createdTo: z.date().optional(),
});
export type ListRevisionsInput = z.input<typeof ListRevisionsInput>;

/** Of what one configured oneself. */
export const ListOwnRevisionsInput = ListRevisionsInput.omit({ actorId: true });
export type ListOwnRevisionsInput = z.input<typeof ListOwnRevisionsInput>;

/** One revision with its content and that of the one before it. */
export const GetRevisionInput = z.object({ id: RevisionId });
export type GetRevisionInput = z.output<typeof GetRevisionInput>;

/** Two states of one object. `to` null: as it is now. */
export const CompareRevisionsInput = z.object({ fromId: RevisionId, toId: RevisionId.nullable() });
export type CompareRevisionsInput = z.output<typeof CompareRevisionsInput>;

/**
 * Brings an object back to a revision: all of it, or only the fields named (top-level names or dotted paths). `expected` is
 * the number of the object's newest revision that the reader saw.
 */
export const RestoreRevisionInput = z.object({
  id: RevisionId,
  fields: z.array(z.string().min(1).max(191)).min(1).max(200).optional(),
  expected: RowNumberOrNone,
  reason: z.string().trim().min(1).max(500),
  isJumpConfirmed: z.boolean().default(false),
});
export type RestoreRevisionInput = z.input<typeof RestoreRevisionInput>;

/** More objects than this are not brought back in one transaction. */
export const MOMENT_OBJECTS_MAX = 1_000;

/** What everything configurable (or the kinds named) would have to change to be as it was at a moment. */
export const MomentInput = z.object({ at: z.date(), kinds: z.array(RevisionKindSchema).min(1).optional() });
export type MomentInput = z.input<typeof MomentInput>;

/** Makes it so, as one change. `objects` are those the preview showed; one that changed since is a conflict. */
export const RestoreMomentInput = MomentInput.extend({
  objects: z
    .array(ObjectRef.extend({ expected: RowNumberOrNone }))
    .min(1)
    .max(MOMENT_OBJECTS_MAX),
  reason: z.string().trim().min(1).max(500),
  isJumpConfirmed: z.boolean().default(false),
});
export type RestoreMomentInput = z.input<typeof RestoreMomentInput>;
