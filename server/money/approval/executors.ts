import { adjustApproved } from "@/server/money/ledger/service/adjust";
import { reversalApproved } from "@/server/money/ledger/service/reverse";
import { transferApproved } from "@/server/money/ledger/service/transfer";
import { completeOrderApproved } from "@/server/money/order/service/complete-by-hand";
import { refundApproved } from "@/server/money/order/service/refund";
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
