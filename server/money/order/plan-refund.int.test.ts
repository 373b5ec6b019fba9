import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "@/server/kernel/ids";
import { reverseEntry } from "@/server/money/ledger/service/reverse";
import { stripeWebhook } from "@/server/money/payment/testing/shop";
import { SubscriptionCancelInput } from "@/server/money/subscription/schema";
import { cancelSubscription } from "@/server/money/subscription/service/cancel";
import { makePlan } from "@/server/money/subscription/testing/plan";
import { eachEngine } from "@/server/testing/database";
import { type EpayServer, startEpayServer } from "@/server/testing/payment-servers/epay";
import { configurePayment } from "@/server/testing/payment-servers/site";
import { type StripeServer, startStripeServer } from "@/server/testing/payment-servers/stripe";
import { makeDefaultGroup, signedInAs } from "@/server/testing/people";
import { RefundCreateInput } from "./schema";
import { createOrder } from "./service/create";
import { refundOrder } from "./service/refund";

const PRICE_MINOR = 1_000n;

let epay: EpayServer;
let stripe: StripeServer;
beforeAll(async () => {
  [epay, stripe] = await Promise.all([startEpayServer(), startStripeServer()]);
});
afterAll(() => Promise.all([epay.close(), stripe.close()]));

eachEngine("refunds of plans", (database) => {
  beforeAll(async () => {
    await makeDefaultGroup(database.db);
    await configurePayment(database.db, { epay, stripe });
  });

  /** A customer who paid ten dollars for a month, and an operator. */
  const paidPlan = async () => {
    const { db } = database;
    const [customer, operator] = [await signedInAs(db, "user"), await signedInAs(db, "operator")];
    const { planVersionId } = await makePlan(db, { priceMinor: PRICE_MINOR });
    const { id } = await createOrder(customer.ctx, {
      item: { purpose: "subscription", planVersionId },
      provider: "stripe",
      method: "card",
      idempotencyKey: newId("req"),
    });
    stripe.pay(id);
    await stripeWebhook(stripe.sessionEvent("checkout.session.completed", id));
    const { subscriptionId } = await db.paymentOrder.findUniqueOrThrow({ where: { id } });
    if (subscriptionId === null) throw new Error("the order bought no plan");
    return { id, subscriptionId, customer, ctx: operator.ctx };
  };
  const statusOf = async (id: string) => (await database.db.subscription.findUniqueOrThrow({ where: { id } })).status;
  const refund = (id: string, amountMinor: bigint, fields: object = {}) => {
    const form = { channel: "provider", reason: "Bought by mistake", idempotencyKey: newId("req") };
    return RefundCreateInput.parse({ id, amountMinor, ...form, ...fields });
  };

  test("end the plan when all of the money goes back, unless the operator wants otherwise", async () => {
    const [whole, part, kept] = [await paidPlan(), await paidPlan(), await paidPlan()];
    await refundOrder(whole.ctx, refund(whole.id, PRICE_MINOR));
    expect(await statusOf(whole.subscriptionId)).toBe("cancelled");
    const ended = await database.db.auditEvent.findFirstOrThrow({
      where: { targetId: whole.subscriptionId, action: "subscription.cancel" },
    });
    expect(ended).toMatchObject({ reason: "Bought by mistake" });
    await refundOrder(part.ctx, refund(part.id, PRICE_MINOR - 1n));
    expect(await statusOf(part.subscriptionId)).toBe("active");
    await refundOrder(part.ctx, refund(part.id, 1n));
    expect(await statusOf(part.subscriptionId)).toBe("cancelled");
    await refundOrder(kept.ctx, refund(kept.id, PRICE_MINOR, { endsSubscription: false, channel: "outside" }));
    expect(await statusOf(kept.subscriptionId)).toBe("active");
  });

  test("leave the plan alone when the provider refuses, and end it when the money was sent back from there", async () => {
    const { id, subscriptionId, ctx } = await paidPlan();
    stripe.refundBehaviour.mode = "refuse";
    expect(await refundOrder(ctx, refund(id, PRICE_MINOR))).toMatchObject({ outcome: "failed" });
    stripe.refundBehaviour.mode = "ok";
    expect(await statusOf(subscriptionId)).toBe("active");
    await stripeWebhook(stripe.refundEvent(id, Number(PRICE_MINOR)));
    expect(await statusOf(subscriptionId)).toBe("cancelled");
  });

  test("send nothing out that was credited to the wallet already, until that is taken back", async () => {
    const { id, subscriptionId, ctx } = await paidPlan();
    const cancel = { id: subscriptionId, at: "now", isRefunded: true, reason: "Moved away" };
    const { refundedQuota } = await cancelSubscription(ctx, SubscriptionCancelInput.parse(cancel));
    expect(refundedQuota).toBeGreaterThan(0n);
    await expect(refundOrder(ctx, refund(id, PRICE_MINOR))).rejects.toMatchObject({
      reason: "order.refunded_to_wallet",
    });
    const credit = await database.db.ledgerEntry.findFirstOrThrow({ where: { reference: subscriptionId } });
    await reverseEntry(ctx, { entryId: credit.id, reason: "To the card instead" });
    expect(await refundOrder(ctx, refund(id, PRICE_MINOR))).toMatchObject({ outcome: "succeeded" });
  });

  test("and crediting the rest to the wallet at the same moment: one of both is done", async () => {
    const { id, subscriptionId, customer, ctx } = await paidPlan();
    const cancel = { id: subscriptionId, at: "now", isRefunded: true, reason: "Moved away" };
    const outcomes = await Promise.allSettled([
      cancelSubscription(ctx, SubscriptionCancelInput.parse(cancel)),
      refundOrder(ctx, refund(id, PRICE_MINOR, { channel: "outside" })),
    ]);
    const isRefunded = outcomes[1]?.status === "fulfilled";
    const { balance } = await database.db.user.findUniqueOrThrow({ where: { id: customer.user.id } });
    expect(balance > 0n).toBe(!isRefunded);
    expect(await statusOf(subscriptionId)).toBe("cancelled");
  });
});
