import type { PaymentOrder } from "@/prisma/generated/sqlite/client";
import type { ServiceContext } from "@/server/kernel/context";
import { finding } from "@/server/money/payment/finding";
import type { EventVerdict, Finding } from "@/server/money/payment/schema";
import { finishRefund, startRefund } from "./refund-parts";

/**
 * Follows a refund that was made at the provider, not here: `refundedMinor` is all that was given back so far by its
 * books. What ours have already is our own doing. In the transaction of the event.
 */
export async function refundFromProvider(
  tx: ServiceContext,
  order: PaymentOrder,
  refundedMinor: bigint,
): Promise<{ verdict: EventVerdict; finding: Finding | null }> {
  if (order.status !== "paid")
    return { verdict: "mismatch", finding: finding("refund_unpaid", { status: order.status }) };
  if (refundedMinor > order.amountMinor) return { verdict: "mismatch", finding: finding("refund_too_large") };
  const amountMinor = refundedMinor - order.refundedMinor;
  if (amountMinor <= 0n) return { verdict: "duplicate", finding: finding("refund_known") };
  const refund = await startRefund(tx, order, {
    amountMinor,
    channel: "provider",
    reason: `Made at ${order.provider}`,
    idempotencyKey: `${order.id}:provider:${refundedMinor}`,
    actorId: null,
  });
  await finishRefund(tx, refund, { outcome: "succeeded" });
  return { verdict: "accepted", finding: null };
}
