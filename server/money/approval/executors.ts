import type { ServiceContext } from "@/server/kernel/context";
import { adjustApproved } from "@/server/money/ledger/service/adjust";
import { reversalApproved } from "@/server/money/ledger/service/reverse";
import { transferApproved } from "@/server/money/ledger/service/transfer";
import { completeOrderApproved } from "@/server/money/order/service/complete-by-hand";
import { refundApproved } from "@/server/money/order/service/refund";
import { sendRefund } from "@/server/money/order/service/refund-send";
import type { ApprovalExecutor } from "./gate";
import type { ApprovalKind } from "./schema";

/** What each kind of request does once it is approved. The executors live with their nouns. */
export const EXECUTORS: Record<ApprovalKind, ApprovalExecutor> = {
  adjust: adjustApproved,
  transfer: transferApproved,
  reversal: reversalApproved,
  complete_order: completeOrderApproved,
  refund: refundApproved,
};

/**
 * What follows once a decision is committed, because it speaks to the outside; `reference` is what the executor answered.
 * Where it breaks off, a sweep does it later.
 */
export const FOLLOW_UPS: Partial<Record<ApprovalKind, (ctx: ServiceContext, reference: string) => Promise<unknown>>> = {
  refund: sendRefund,
};
