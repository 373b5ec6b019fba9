import type { PaymentOrder } from "@/prisma/generated/sqlite/client";
import { audit } from "@/server/kernel/audit";
import type { ServiceContext } from "@/server/kernel/context";
import { AppError } from "@/server/kernel/errors";
import { post } from "@/server/money/ledger/post";
import { creditReferralRebate } from "@/server/money/referral/rebate";
import { activateSubscription } from "@/server/money/subscription/activate";
import { orderTarget } from "./row";

/** What makes an order paid: the provider's own reference, or the word of a person. */
export type Completion = {
  providerReference?: string | null;
  proof?: string;
  completerId?: string | null;
  approverId?: string | null;
  reason?: string;
  /** Said of it in the audit trail beside what changed. */
  note?: object;
};

/** Money that comes late is still money: every state but "paid" can become paid, each order once. */
const PAYABLE = ["pending", "cancelled", "expired", "failed"];

/**
 * The one place where an order becomes paid, inside the caller's transaction: the guarded step of its state, the credit or
 * the subscription, and the rebate land together or not at all. The caller has compared what came with the order.
 * Out: false when it was paid already, and nothing changed. Throws what posting and activating throw.
 */
export async function completeOrder(tx: ServiceContext, order: PaymentOrder, completion: Completion): Promise<boolean> {
  const { providerReference, proof, completerId, approverId } = completion;
  const { count } = await tx.db.paymentOrder.updateMany({
    where: { id: order.id, status: { in: PAYABLE } },
    data: {
      status: "paid",
      paidAt: tx.clock(),
      ...(providerReference ? { providerReference } : {}),
      ...(proof === undefined ? {} : { proof }),
      completerId: completerId ?? null,
      approverId: approverId ?? null,
      version: { increment: 1 },
    },
  });
  if (count === 0) return false;
  const given = await deliver(tx, order, completion);
  await tx.db.paymentOrder.updateMany({ where: { id: order.id }, data: given });
  await audit(tx, {
    action: "order.complete",
    target: orderTarget(order),
    before: { status: order.status },
    after: { status: "paid", ...given, providerReference, ...completion.note },
    ...(completion.reason ? { reason: completion.reason } : {}),
  });
  return true;
}

type Given = { ledgerEntryId: string } | { subscriptionId: string };

async function deliver(tx: ServiceContext, order: PaymentOrder, completion: Completion): Promise<Given> {
  if (order.purpose === "subscription") return deliverSubscription(tx, order);
  const { entryId } = await post(tx, {
    userId: order.userId,
    kind: "top_up",
    amount: order.quota,
    reference: order.id,
    reason: completion.reason ?? "",
    idempotencyKey: `order:${order.id}`,
    ...(completion.completerId ? { actorId: completion.completerId } : {}),
  });
  await creditReferralRebate(tx, { userId: order.userId, source: order.id, quota: order.quota });
  return { ledgerEntryId: entryId };
}

async function deliverSubscription(tx: ServiceContext, order: PaymentOrder): Promise<Given> {
  const { userId, planVersionId, id } = order;
  if (planVersionId === null) throw new AppError("INTERNAL", { message: `order ${id} buys no plan` });
  const { subscriptionId } = await activateSubscription(tx, { userId, planVersionId, orderId: id });
  return { subscriptionId };
}
