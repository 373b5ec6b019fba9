import { z } from "zod";
import { PageInput } from "@/server/kernel/paging/schema";

export const ListAuditInput = PageInput.extend({
  from: z.date().optional(),
  to: z.date().optional(),
  actorId: z.string().max(32).optional(),
  action: z.string().trim().max(64).optional(),
  targetKind: z.string().trim().max(32).optional(),
  targetId: z.string().trim().max(191).optional(),
});
export type ListAuditInput = z.output<typeof ListAuditInput>;

export const AuditTargetInput = PageInput.extend({
  targetKind: z.string().min(1).max(32),
  targetId: z.string().min(1).max(191),
});
export type AuditTargetInput = z.output<typeof AuditTargetInput>;

export const AuditIdInput = z.object({ id: z.string().startsWith("aud_").max(32) });
