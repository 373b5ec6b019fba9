import type { PaymentRefund } from "@/prisma/generated/sqlite/client";
import type { ServiceContext } from "@/server/kernel/context";
import { toAppError } from "@/server/kernel/errors";
import { logger } from "@/server/kernel/logger";
import { withTransaction } from "@/server/kernel/transaction";
import type { RefundAnswer, RefundPort } from "@/server/money/payment/provider";
import type { PaymentProviderId } from "@/server/money/payment/provider-schema";
import { findEnabledProvider } from "@/server/money/payment/registry";
import { finishRefund } from "./refund-parts";
import { findOrder, paidOrderOf } from "./row";

/** A refund that was sent and got no answer; only where asking again could send it twice does a person have to look. */
const UNANSWERED = "unanswered";

/**
 * Sends the money of a pending refund through its provider and ends it with the answer. Safe to call again: providers that
 * know repeated requests are asked until they answer, the others once. Out: the refund as it is afterwards.
 */
export async function sendRefund(ctx: ServiceContext, refundId: string): Promise<PaymentRefund> {
  const refund = await ctx.db.paymentRefund.findUniqueOrThrow({ where: { id: refundId } });
  if (refund.status !== "pending") return refund;
  const order = await findOrder(ctx, refund.orderId);
  const port = findEnabledProvider(order.provider as PaymentProviderId)?.refund?.() ?? null;
  if (!port || !(await mayAsk(ctx, refund, port))) return refund;
  const answer = await ask(port, { refundId, order: paidOrderOf(order), amountMinor: refund.amountMinor });
  if (answer) {
    const end =
      answer.outcome === "succeeded"
        ? ({ outcome: "succeeded", reference: answer.reference } as const)
        : ({ outcome: "failed", detail: answer.detail } as const);
    await withTransaction(ctx, (tx) => finishRefund(tx, refund, end));
  }
  return ctx.db.paymentRefund.findUniqueOrThrow({ where: { id: refundId } });
}

/** Where a second request would be a second refund, the first to claim it is the only one who ever asks. */
async function mayAsk(ctx: ServiceContext, refund: PaymentRefund, port: RefundPort): Promise<boolean> {
  if (port.isRepeatable) return true;
  const { count } = await ctx.db.paymentRefund.updateMany({
    where: { id: refund.id, status: "pending", error: "" },
    data: { error: UNANSWERED },
  });
  return count === 1;
}

async function ask(port: RefundPort, request: Parameters<RefundPort["send"]>[0]): Promise<RefundAnswer | null> {
  try {
    return await port.send(request);
  } catch (error) {
    logger.warn({ err: toAppError(error), refundId: request.refundId }, "a refund got no answer from its provider");
    return null;
  }
}
