import type { PaymentOrder } from "@/prisma/generated/sqlite/client";
import { audit } from "@/server/kernel/audit";
import { authorize } from "@/server/kernel/authorize";
import { actorId, type ServiceContext } from "@/server/kernel/context";
import { logger } from "@/server/kernel/logger";
import { withTransaction } from "@/server/kernel/transaction";
import { findSubject } from "@/server/money/ledger/service/subject";
import type { PaymentProviderId } from "@/server/money/payment/provider-schema";
import { providerOf } from "@/server/money/payment/registry";
import type { OrderCancelInput } from "../schema";
import { findReadableOrder, notPending, orderTarget, paidOrderOf } from "./row";

/**
 * Cancels an order that is not paid: one's own, or with the right for it a customer's. Its payment page is closed where
 * the provider can do that. Throws CONFLICT (order.already_…) when it is no longer pending.
 */
export async function cancelOrder(ctx: ServiceContext, input: OrderCancelInput): Promise<void> {
  authorize(ctx, "order.createOwn");
  const order = await findReadableOrder(ctx, input.id);
  if (order.userId !== actorId(ctx)) {
    authorize(ctx, "order.manage");
    await findSubject(ctx, order.userId);
  }
  const isFirst = await withTransaction(ctx, (tx) =>
    closeOrder(tx, order, { status: "cancelled", reason: input.reason }),
  );
  if (!isFirst) throw notPending(await findReadableOrder(ctx, input.id));
  await closeCheckout(order);
}

type Closing = { status: "cancelled" | "expired" | "failed"; reason?: string };

/** Ends a pending order unpaid, once, in the caller's transaction. Out: false when it was not pending any more. */
export async function closeOrder(tx: ServiceContext, order: PaymentOrder, closing: Closing): Promise<boolean> {
  const { status, reason } = closing;
  const { count } = await tx.db.paymentOrder.updateMany({
    where: { id: order.id, status: "pending" },
    data: { status, closedAt: tx.clock(), version: { increment: 1 } },
  });
  if (count === 0) return false;
  await audit(tx, {
    action: CLOSING_ACTIONS[status],
    target: orderTarget(order),
    before: { status: "pending" },
    after: { status },
    ...(reason ? { reason } : {}),
  });
  return true;
}

const CLOSING_ACTIONS = { cancelled: "order.cancel", expired: "order.expire", failed: "order.fail" } as const;

/** The order is cancelled either way: a page that stays open leads to a late payment, which is honoured and marked. */
async function closeCheckout(order: PaymentOrder): Promise<void> {
  try {
    await providerOf(order.provider as PaymentProviderId).closeCheckout?.(paidOrderOf(order));
  } catch (error) {
    logger.warn({ err: error, orderId: order.id }, "the payment page of a cancelled order could not be closed");
  }
}
