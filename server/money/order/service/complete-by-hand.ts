import type { PaymentOrder } from "@/prisma/generated/sqlite/client";
import { authorize, requireStepUp } from "@/server/kernel/authorize";
import { actorId, type ServiceContext } from "@/server/kernel/context";
import { withTransaction } from "@/server/kernel/transaction";
import {
  type ApprovalExecutor,
  type ApprovedRequest,
  approvalNeeded,
  type Gated,
  requestApproval,
} from "@/server/money/approval/gate";
import { approvedBy, findSubject } from "@/server/money/ledger/service/subject";
import { recordManualEvent } from "@/server/money/payment/service/record";
import { OrderCompleteInput } from "../schema";
import { worthOfOrder } from "../worth";
import { completeOrder } from "./complete";
import { findOrder, notPending } from "./row";

/**
 * Credits an order by hand: money came that no provider told us of. After a step-up, with a proof, and above the limit by
 * two people. Throws CONFLICT (order.already_paid) when it was credited meanwhile, FORBIDDEN for one's own account.
 */
export async function completeOrderByHand(ctx: ServiceContext, input: OrderCompleteInput): Promise<Gated<object>> {
  authorize(ctx, "order.manage");
  await requireStepUp(ctx);
  return withTransaction(ctx, async (tx) => {
    const order = await findOrder(tx, input.id);
    await findSubject(tx, order.userId);
    if (order.status === "paid") throw notPending(order);
    const amount = worthOfOrder(order);
    if (!(await approvalNeeded(tx, { amount, userIds: [order.userId] }))) {
      await apply(tx, order, input);
      return { status: "done" };
    }
    const { userId } = order;
    const { reason } = input;
    return {
      status: "waiting",
      ...(await requestApproval(tx, { kind: "complete_order", input, userId, amount, reason })),
    };
  });
}

/** Completes an order that a second person approved. */
export const completeOrderApproved: ApprovalExecutor = async (tx, stored, request) => {
  const input = OrderCompleteInput.parse(stored);
  const order = await findOrder(tx, input.id);
  await findSubject(tx, order.userId);
  await apply(tx, order, { ...input, request });
  return { reference: order.id };
};

type Decided = OrderCompleteInput & { request?: ApprovedRequest };

async function apply(tx: ServiceContext, order: PaymentOrder, decided: Decided): Promise<void> {
  const { proof, reason, request } = decided;
  const isFirst = await completeOrder(tx, order, {
    proof,
    reason,
    completerId: request?.requesterId ?? actorId(tx),
    approverId: request ? actorId(tx) : null,
    note: { proof, ...approvedBy(request) },
  });
  if (!isFirst) throw notPending({ status: "paid" });
  await recordManualEvent(tx, { order, body: proof, reason });
}
