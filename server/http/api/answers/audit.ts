import { z } from "zod";

export const AuditItem = z.object({
  id: z.string(),
  createdAt: z.date(),
  actorKind: z.string(),
  actorId: z.string().nullable(),
  actorName: z.string(),
  actorRole: z.string(),
  action: z.string(),
  targetKind: z.string(),
  targetId: z.string(),
  targetLabel: z.string(),
  changes: z.array(z.object({ path: z.string(), before: z.unknown(), after: z.unknown() })),
  reason: z.string(),
  requestId: z.string(),
  ip: z.string(),
  userAgent: z.string(),
});

export const JobItem = z.object({
  id: z.string(),
  kind: z.string(),
  status: z.string(),
  actorId: z.string().nullable(),
  actorName: z.string(),
  totalCount: z.number(),
  doneCount: z.number(),
  failedCount: z.number(),
  error: z.string(),
  cancelRequestedAt: z.date().nullable(),
  createdAt: z.date(),
  startedAt: z.date().nullable(),
  finishedAt: z.date().nullable(),
});

export const ListJobItemsAnswer = z.object({
  items: z.array(
    z.object({ position: z.number(), targetId: z.string(), label: z.string(), status: z.string(), detail: z.string() }),
  ),
  nextCursor: z.number().nullable(),
});
