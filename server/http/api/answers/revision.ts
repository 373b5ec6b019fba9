import { z } from "zod";
import { REVISION_KINDS } from "@/server/configuration/revision/schema";

export const RevisionItem = z.object({
  kind: z.enum(REVISION_KINDS),
  isDeletion: z.boolean(),
  isNewest: z.boolean(),
  changes: z.array(z.object({ path: z.string(), before: z.unknown(), after: z.unknown() })).nullable(),
  number: z.number(),
  id: z.string(),
  createdAt: z.date(),
  label: z.string(),
  reason: z.string(),
  ownerId: z.string().nullable(),
  objectId: z.string(),
  action: z.string(),
  changeId: z.string(),
  restoredFromId: z.string().nullable(),
  draftId: z.string().nullable(),
  actorKind: z.string(),
  actorId: z.string().nullable(),
  actorName: z.string(),
  requestId: z.string(),
  ip: z.string(),
  userAgent: z.string(),
  supersededAt: z.date().nullable(),
});

export const RevisionDetail = RevisionItem.extend({
  content: z.record(z.string(), z.unknown()).nullable(),
  previousContent: z.record(z.string(), z.unknown()).nullable(),
  auditEventId: z.string().nullable(),
  newestNumber: z.number(),
});

/** An object as its history has it: its fields are its kind's own. */
const Content = z.custom<object>((value) => typeof value === "object" && value !== null);

export const CompareRevisionsAnswer = z.object({
  kind: z.enum(REVISION_KINDS),
  objectId: z.string(),
  label: z.string(),
  fromNumber: z.number(),
  toNumber: z.number().nullable(),
  before: Content.nullable(),
  after: Content.nullable(),
  changes: z.array(z.object({ path: z.string(), before: z.unknown(), after: z.unknown() })),
});

export const RestoreRevisionAnswer = z.object({ changeId: z.string(), untouched: z.array(z.string()) });
