import { z } from "zod";
import { PageInput } from "@/server/kernel/paging/schema";

/** The changes of money that may need a second person. */
export const APPROVAL_KINDS = ["adjust", "transfer", "reversal", "complete_order", "refund"] as const;
export type ApprovalKind = (typeof APPROVAL_KINDS)[number];

export const APPROVAL_STATUSES = ["pending", "approved", "rejected", "withdrawn", "expired"] as const;
export type ApprovalStatus = (typeof APPROVAL_STATUSES)[number];

const ApprovalId = z.string().startsWith("apr_").max(32);

export const ApprovalIdInput = z.object({ id: ApprovalId });

export const ListApprovalsInput = PageInput.extend({
  status: z.array(z.enum(APPROVAL_STATUSES)).max(APPROVAL_STATUSES.length).optional(),
  kind: z.array(z.enum(APPROVAL_KINDS)).max(APPROVAL_KINDS.length).optional(),
  userId: z.string().min(1).max(32).optional(),
});
export type ListApprovalsInput = z.output<typeof ListApprovalsInput>;

/** A note is a courtesy with a yes and owed with a no. */
export const ApproveInput = ApprovalIdInput.extend({ note: z.string().trim().max(500).default("") });
export type ApproveInput = z.output<typeof ApproveInput>;

export const RejectInput = ApprovalIdInput.extend({ note: z.string().trim().min(3).max(500) });
export type RejectInput = z.output<typeof RejectInput>;
