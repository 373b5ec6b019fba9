import { z } from "zod";
import { PageInput } from "@/server/kernel/paging/schema";
import { RowNumber, RowNumberOrNone } from "@/server/kernel/row-number-schema";
import { ObjectRef } from "../revision/schema";

/** "failed": a scheduled publication was refused; the draft says why and can be mended. */
export const DRAFT_STATUSES = ["draft", "scheduled", "published", "failed"] as const;
export type DraftStatus = (typeof DRAFT_STATUSES)[number];

/** Fewer than a transaction can make, and more than a person can look through. */
export const DRAFT_CHANGES_MAX = 500;
export const DRAFT_LENGTH_MAX = 2_000_000;

const DraftId = z.string().startsWith("drf_").max(32);
const version = RowNumber;
const title = z.string().trim().min(1).max(191);
const reason = z.string().trim().max(500);

/** What one object shall be, and the revision number it was seen at: 0 when it had none. */
export const DraftChange = ObjectRef.extend({
  label: z.string().trim().min(1).max(191),
  base: RowNumberOrNone,
  /** Null: it shall not be there. */
  content: z.record(z.string(), z.unknown()).nullable(),
});
export type DraftChange = z.output<typeof DraftChange>;

const changes = z
  .array(DraftChange)
  .max(DRAFT_CHANGES_MAX)
  .refine((all) => new Set(all.map(({ kind, id }) => `${kind} ${id}`)).size === all.length, "draft.object_twice");

export const ListDraftsInput = PageInput.extend({ status: z.array(z.enum(DRAFT_STATUSES)).max(4).optional() });
export type ListDraftsInput = z.output<typeof ListDraftsInput>;

export const DraftIdInput = z.object({ id: DraftId });
export type DraftIdInput = z.output<typeof DraftIdInput>;

export const CreateDraftInput = z.object({ title, reason: reason.default(""), changes: changes.default([]) });
export type CreateDraftInput = z.output<typeof CreateDraftInput>;

export const UpdateDraftInput = z.object({
  id: DraftId,
  /** The version the editor read. */
  version,
  title: title.optional(),
  reason: reason.optional(),
  changes: changes.optional(),
});
export type UpdateDraftInput = z.output<typeof UpdateDraftInput>;

export const VersionedDraftInput = z.object({ id: DraftId, version });
export type VersionedDraftInput = z.output<typeof VersionedDraftInput>;

export const PublishDraftInput = VersionedDraftInput.extend({
  /** Somebody saw that a price moves ten-fold or more, and means it. */
  isJumpConfirmed: z.boolean().default(false),
});
export type PublishDraftInput = z.output<typeof PublishDraftInput>;

export const ScheduleDraftInput = PublishDraftInput.extend({ publishAt: z.date() });
export type ScheduleDraftInput = z.output<typeof ScheduleDraftInput>;
