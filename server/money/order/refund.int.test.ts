import { afterAll, beforeAll, expect, test } from "vitest";
import { systemContext } from "@/server/kernel/context";
import { withTransaction } from "@/server/kernel/transaction";
import { approve } from "@/server/money/approval/service/decide";
import { post } from "@/server/money/ledger/post";
import { sweepPayments } from "@/server/money/payment/sweep";
import {
  balanceOf,
  orderOf,
  payByEpay,
  placeEpayOrder,
  placeOrder,
  stripeWebhook,
} from "@/server/money/payment/testing/shop";
import { eachEngine, type TestDatabase } from "@/server/testing/database";
import { type EpayServer, startEpayServer } from "@/server/testing/payment-servers/epay";
import { configurePayment, putSettings } from "@/server/testing/payment-servers/site";
import { type StripeServer, startStripeServer } from "@/server/testing/payment-servers/stripe";
import { makeDefaultGroup, makeUser, signedInAs, systemOf } from "@/server/testing/people";
import type { RefundCreateInput } from "./schema";
import { previewRefund, refundOrder, resolveRefund } from "./service/refund";

let epay: EpayServer;
let stripe: StripeServer;
beforeAll(async () => {
  [epay, stripe] = await Promise.all([startEpayServer(), startStripeServer()]);
});
afterAll(() => Promise.all([epay.close(), stripe.close()]));

let keys = 0;
function refundInput(id: string, amountMinor: bigint, fields: Partial<RefundCreateInput> = {}): RefundCreateInput {
  keys += 1;
  const idempotencyKey = `refund-form-${keys}`;
  return {
    id,
    amountMinor,
    channel: "provider",
    reason: "Ordered by mistake",
    acceptsUncollectable: false,
    idempotencyKey,
    ...fields,
  };
}

async function paidStripeOrder({ db }: TestDatabase, usd = 10) {
  const order = await placeOrder(db, "stripe", usd);
  stripe.pay(order.id);
  await stripeWebhook(stripe.sessionEvent("checkout.session.completed", order.id));
  return order;
}

async function paidEpayOrder({ db }: TestDatabase) {
  const order = await placeEpayOrder(db);
  await payByEpay(epay, order.id);
  return order;
}

/** The customer spends credit, as the ledger sees it. */
function spend({ db }: TestDatabase, userId: string, amount: bigint) {
  return withTransaction(systemOf(db), (tx) =>
    post(tx, { userId, kind: "adjust", amount: -amount, reason: "spent", idempotencyKey: `spent:${userId}:${amount}` }),
  );
}

const sentFor = (orderId: string) => {
  const { payment_intent } = stripe.sessionOf(orderId);
  return stripe.refunds.filter((refund) => refund.payment_intent === payment_intent).map(({ amount }) => amount);
};

eachEngine("refunds", (database) => {
  beforeAll(async () => {
    await makeDefaultGroup(database.db);
    await configurePayment(database.db, { epay, stripe });
  });
  const operator = () => signedInAs(database.db, "operator");

  test("parts take the part of the credit that belongs to them, and in the end exactly all of it", async () => {
    const order = await paidStripeOrder(database);
    const { ctx } = await operator();
    for (const part of [333n, 333n, 334n]) {
      expect(await refundOrder(ctx, refundInput(order.id, part))).toMatchObject({
        status: "done",
        outcome: "succeeded",
      });
    }
    expect(await balanceOf(database.db, order.user.id)).toBe(0n);
    expect(await orderOf(database.db, order.id)).toMatchObject({ refundedMinor: 1_000n, refundedQuota: order.quota });
    expect(sentFor(order.id)).toEqual([333, 333, 334]);
    const entries = await database.db.ledgerEntry.findMany({ where: { reference: order.id, kind: "refund" } });
    expect(entries.reduce((sum, { amount }) => sum + amount, 0n)).toBe(-order.quota);
  });

  test("more than was paid, or than is left, is refused", async () => {
    const order = await paidStripeOrder(database);
    const { ctx } = await operator();
    const tooMuch = { code: "BAD_INPUT", reason: "order.refund_too_large" };
    await expect(refundOrder(ctx, refundInput(order.id, 1_001n))).rejects.toMatchObject(tooMuch);
    await refundOrder(ctx, refundInput(order.id, 600n));
    await expect(refundOrder(ctx, refundInput(order.id, 401n))).rejects.toMatchObject(tooMuch);
    expect(sentFor(order.id)).toEqual([600]);
  });

  test("two operators who refund the whole at once give it back once", async () => {
    const order = await paidStripeOrder(database);
    const desk = await Promise.all([operator(), operator()]);
    const results = await Promise.allSettled(desk.map(({ ctx }) => refundOrder(ctx, refundInput(order.id, 1_000n))));
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(sentFor(order.id)).toEqual([1_000]);
    expect(await orderOf(database.db, order.id)).toMatchObject({ refundedMinor: 1_000n });
    expect(await balanceOf(database.db, order.user.id)).toBe(0n);
  });

  test("the same form sent twice gives back once", async () => {
    const order = await paidStripeOrder(database);
    const { ctx } = await operator();
    const input = refundInput(order.id, 400n);
    const [first, second] = [await refundOrder(ctx, input), await refundOrder(ctx, input)];
    expect(second).toEqual(first);
    expect(sentFor(order.id)).toEqual([400]);
    expect(await orderOf(database.db, order.id)).toMatchObject({ refundedMinor: 400n });
  });

  test("of spent credit only what is left is taken, and only when the operator has seen that", async () => {
    const order = await paidStripeOrder(database);
    await spend(database, order.user.id, 4_000_000n);
    const { ctx } = await operator();
    expect(await previewRefund(ctx, { id: order.id, amountMinor: 1_000n })).toMatchObject({
      quota: 5_000_000n,
      collectable: 1_000_000n,
      uncollectable: 4_000_000n,
    });
    await expect(refundOrder(ctx, refundInput(order.id, 1_000n))).rejects.toMatchObject({
      reason: "order.refund_uncollectable",
    });
    await refundOrder(ctx, refundInput(order.id, 1_000n, { acceptsUncollectable: true }));
    expect(await balanceOf(database.db, order.user.id)).toBe(0n);
    const refund = await database.db.paymentRefund.findFirstOrThrow({ where: { orderId: order.id } });
    expect(refund).toMatchObject({ quota: 5_000_000n, takenQuota: 1_000_000n, status: "succeeded" });
  });

  test("what the provider refuses is undone: the credit is back, and the payment can be refunded again", async () => {
    const order = await paidStripeOrder(database);
    const { ctx } = await operator();
    stripe.refundBehaviour.mode = "refuse";
    const refused = await refundOrder(ctx, refundInput(order.id, 1_000n));
    stripe.refundBehaviour.mode = "ok";
    expect(refused).toMatchObject({ outcome: "failed", error: "Charge has been charged back" });
    expect(await balanceOf(database.db, order.user.id)).toBe(order.quota);
    expect(await orderOf(database.db, order.id)).toMatchObject({ refundedMinor: 0n, refundedQuota: 0n });
    expect(await refundOrder(ctx, refundInput(order.id, 1_000n))).toMatchObject({ outcome: "succeeded" });
  });

  test("Stripe without an answer is asked again until it has one, and gives back once", async () => {
    const order = await paidStripeOrder(database);
    const { ctx } = await operator();
    stripe.refundBehaviour.mode = "silent";
    const waiting = await refundOrder(ctx, refundInput(order.id, 1_000n));
    stripe.refundBehaviour.mode = "ok";
    expect(waiting).toMatchObject({ outcome: "pending" });
    const sweeper = { ...systemContext("test"), db: database.db };
    await Promise.all([sweepPayments(sweeper), sweepPayments(sweeper)]);
    expect(sentFor(order.id)).toEqual([1_000]);
    const refund = await database.db.paymentRefund.findFirstOrThrow({ where: { orderId: order.id } });
    expect(refund.status).toBe("succeeded");
  });

  test("epay without an answer is never asked again: a person looks there and says what became of it", async () => {
    const order = await paidEpayOrder(database);
    const { ctx } = await operator();
    epay.refundBehaviour.mode = "silent";
    const waiting = await refundOrder(ctx, refundInput(order.id, 7_300n));
    epay.refundBehaviour.mode = "ok";
    await sweepPayments({ ...systemContext("test"), db: database.db });
    expect(epay.payments.get(order.id)?.refunded).toEqual(["73.00"]);
    if (waiting.status !== "done") throw new Error("nobody else has to decide");
    expect(waiting).toMatchObject({ outcome: "pending", error: "unanswered" });
    await resolveRefund(ctx, { id: waiting.refundId, outcome: "succeeded", reason: "Seen in the gateway's list" });
    const failed = { id: waiting.refundId, outcome: "failed", reason: "Once more" } as const;
    await expect(resolveRefund(ctx, failed)).rejects.toMatchObject({ reason: "order.refund_ended" });
    expect(await balanceOf(database.db, order.user.id)).toBe(0n);
  });

  test("nobody gives credit back by calling a refund failed that is above what they may credit alone", async () => {
    const order = await paidEpayOrder(database);
    const { ctx } = await operator();
    epay.refundBehaviour.mode = "silent";
    const waiting = await refundOrder(ctx, refundInput(order.id, 7_300n));
    epay.refundBehaviour.mode = "ok";
    if (waiting.status !== "done") throw new Error("nobody else has to decide");
    const failed = { id: waiting.refundId, outcome: "failed", reason: "Not in the gateway's list" } as const;
    await putSettings(database.db, { "money.approvalLimitUnits": 1_000_000 });
    await expect(resolveRefund(ctx, failed)).rejects.toMatchObject({ reason: "approval.above_limit" });
    expect(await balanceOf(database.db, order.user.id)).toBe(0n);
    await putSettings(database.db, { "money.approvalLimitUnits": 50_000_000 });
    await resolveRefund(ctx, failed);
    expect(await balanceOf(database.db, order.user.id)).toBe(5_000_000n);
  });

  test("a refund made at Stripe is followed once, and our own is not counted again", async () => {
    const order = await paidStripeOrder(database);
    const { ctx } = await operator();
    await refundOrder(ctx, refundInput(order.id, 300n));
    await stripeWebhook(stripe.refundEvent(order.id, 300));
    expect(await orderOf(database.db, order.id)).toMatchObject({ refundedMinor: 300n });
    const more = stripe.refundEvent(order.id, 500);
    await Promise.all([stripeWebhook(more), stripeWebhook(more)]);
    expect(await orderOf(database.db, order.id)).toMatchObject({ refundedMinor: 500n, refundedQuota: 2_500_000n });
    expect(await balanceOf(database.db, order.user.id)).toBe(2_500_000n);
    await stripeWebhook(stripe.refundEvent(order.id, 1_001));
    expect(await orderOf(database.db, order.id)).toMatchObject({ refundedMinor: 500n });
  });

  test("money that went back by hand is recorded without asking anybody", async () => {
    const order = await paidEpayOrder(database);
    const { ctx } = await operator();
    await refundOrder(ctx, refundInput(order.id, 7_300n, { channel: "outside" }));
    expect(epay.payments.get(order.id)?.refunded).toEqual([]);
    expect(await balanceOf(database.db, order.user.id)).toBe(0n);
  });

  test("above the limit a second person decides, and the money goes with the decision", async () => {
    const order = await paidStripeOrder(database, 200);
    const [{ ctx }, admin] = [await operator(), await signedInAs(database.db, "admin")];
    const asked = await refundOrder(ctx, refundInput(order.id, 20_000n));
    if (asked.status !== "waiting") throw new Error("the limit let it through");
    expect(sentFor(order.id)).toEqual([]);
    await approve(admin.ctx, { id: asked.approvalId, note: "" });
    expect(sentFor(order.id)).toEqual([20_000]);
    await sweepPayments({ ...systemContext("test"), db: database.db });
    expect(sentFor(order.id)).toEqual([20_000]);
    expect(await balanceOf(database.db, order.user.id)).toBe(0n);
  });

  test("the inviter's rebate comes with the payment and goes with its refund, part by part", async () => {
    await putSettings(database.db, { "rewards.rebatePercent": 10 });
    const inviter = await makeUser(database.db);
    const { ctx } = await operator();
    const order = await placeOrder(database.db, "stripe");
    await database.db.user.update({ where: { id: order.user.id }, data: { inviterId: inviter.id } });
    stripe.pay(order.id);
    await stripeWebhook(stripe.sessionEvent("checkout.session.completed", order.id));
    const rebate = async () =>
      (await database.db.user.findUniqueOrThrow({ where: { id: inviter.id } })).referralBalance;
    expect(await rebate()).toBe(500_000n);
    await refundOrder(ctx, refundInput(order.id, 400n));
    expect(await rebate()).toBe(300_000n);
    await refundOrder(ctx, refundInput(order.id, 600n));
    expect(await rebate()).toBe(0n);
    await putSettings(database.db, { "rewards.rebatePercent": 0 });
  });

  test("only paid orders are refunded, and only with a password given lately", async () => {
    const order = await placeOrder(database.db, "manual");
    const { ctx } = await operator();
    const outside = refundInput(order.id, 100n, { channel: "outside" });
    await expect(refundOrder(ctx, outside)).rejects.toMatchObject({ reason: "order.not_paid" });
    const stale = await signedInAs(database.db, "operator", { isSteppedUp: false });
    await expect(refundOrder(stale.ctx, outside)).rejects.toMatchObject({ code: "STEP_UP_REQUIRED" });
  });
});
