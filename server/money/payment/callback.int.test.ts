import { afterAll, beforeAll, expect, test } from "vitest";
import { answerPaymentCallback } from "@/server/http/payment-callback";
import { cancelOrder } from "@/server/money/order/service/close";
import { eachEngine } from "@/server/testing/database";
import { type EpayServer, startEpayServer } from "@/server/testing/payment-servers/epay";
import { configurePayment, putSettings } from "@/server/testing/payment-servers/site";
import { type StripeServer, startStripeServer } from "@/server/testing/payment-servers/stripe";
import { makeDefaultGroup } from "@/server/testing/people";
import {
  balanceOf,
  creditsOf,
  epayNotify,
  orderOf,
  payByEpay,
  placeEpayOrder,
  placeOrder,
  stripeWebhook,
  verdictsOf,
} from "./testing/shop";

let epay: EpayServer;
let stripe: StripeServer;
beforeAll(async () => {
  [epay, stripe] = await Promise.all([startEpayServer(), startStripeServer()]);
});
afterAll(() => Promise.all([epay.close(), stripe.close()]));

const COPIES = 50;

eachEngine("payment callbacks", (database) => {
  beforeAll(async () => {
    await makeDefaultGroup(database.db);
    await configurePayment(database.db, { epay, stripe });
  });

  test("a paid epay order is credited with what was asked for, by GET and by a posted form alike", async () => {
    for (const method of ["GET", "POST"] as const) {
      const order = await placeEpayOrder(database.db);
      epay.pay(order.id);
      const answer = await epayNotify(epay.notifyFields(order.id), method);
      expect(await answer.text()).toBe("success");
      expect(await balanceOf(database.db, order.user.id)).toBe(order.quota);
      expect(await orderOf(database.db, order.id)).toMatchObject({ status: "paid", amountMinor: 7_300n });
    }
  });

  test("a paid Stripe order is credited with what was asked for", async () => {
    const order = await placeOrder(database.db, "stripe");
    stripe.pay(order.id);
    const answer = await stripeWebhook(stripe.sessionEvent("checkout.session.completed", order.id));
    expect(answer.status).toBe(200);
    expect(await balanceOf(database.db, order.user.id)).toBe(order.quota);
    expect(await verdictsOf(database.db, order.id)).toEqual(["accepted"]);
  });

  test(`of ${COPIES} copies of a callback in the same moment one credits, and all are told that it is done`, async () => {
    const order = await placeEpayOrder(database.db);
    epay.pay(order.id);
    const fields = epay.notifyFields(order.id);
    const answers = await Promise.all(Array.from({ length: COPIES }, () => epayNotify(fields)));
    expect(new Set(await Promise.all(answers.map((answer) => answer.text())))).toEqual(new Set(["success"]));
    expect(await balanceOf(database.db, order.user.id)).toBe(order.quota);
    expect(await creditsOf(database.db, order.id)).toBe(1);
    const verdicts = await verdictsOf(database.db, order.id);
    expect(verdicts.filter((verdict) => verdict === "accepted")).toHaveLength(1);
    expect(verdicts.filter((verdict) => verdict === "duplicate")).toHaveLength(COPIES - 1);
  });

  test("a Stripe event that is delivered twice, and one that says the same again, credit once", async () => {
    const order = await placeOrder(database.db, "stripe");
    stripe.pay(order.id);
    const event = stripe.sessionEvent("checkout.session.completed", order.id);
    const again = stripe.sessionEvent("checkout.session.async_payment_succeeded", order.id);
    for (const webhook of [event, event, again]) expect((await stripeWebhook(webhook)).status).toBe(200);
    expect(await verdictsOf(database.db, order.id)).toEqual(["accepted", "duplicate", "duplicate"]);
    expect(await balanceOf(database.db, order.user.id)).toBe(order.quota);
  });

  test("forged callbacks are recorded, refused and change nothing", async () => {
    const order = await placeEpayOrder(database.db);
    const other = await placeOrder(database.db, "stripe");
    stripe.pay(other.id);
    const forged = epay.notifyFields(order.id, {}, { sign: "0".repeat(32) });
    expect(await (await epayNotify(forged)).text()).toBe("fail");
    const tampered = epay.notifyFields(order.id, { money: "0.01" }, { money: "73.00" });
    expect(await (await epayNotify(tampered)).text()).toBe("fail");
    const secret = "whsec_of_somebody_else";
    const webhook = stripe.sessionEvent("checkout.session.completed", other.id, { secret });
    expect((await stripeWebhook(webhook)).status).toBe(400);
    const old = stripe.sessionEvent("checkout.session.completed", other.id, { at: new Date(Date.now() - 3_600_000) });
    expect((await stripeWebhook(old)).status).toBe(400);
    expect(await balanceOf(database.db, order.user.id)).toBe(0n);
    expect(await balanceOf(database.db, other.user.id)).toBe(0n);
    const kept = await database.db.paymentEvent.findFirst({ where: { body: { contains: "0".repeat(32) } } });
    expect(kept).toMatchObject({ verdict: "bad_signature", answerBody: "fail", orderId: null });
  });

  test("an amount, a merchant or a currency that is not the order's is refused", async () => {
    const order = await placeEpayOrder(database.db);
    const wrong: Record<string, string>[] = [
      { money: "0.73" },
      { money: "7300.00" },
      { money: "-73.00" },
      { pid: "1002" },
    ];
    for (const changes of wrong) {
      expect(await (await epayNotify(epay.notifyFields(order.id, changes))).text()).toBe("fail");
    }
    expect(new Set(await verdictsOf(database.db, order.id))).toEqual(new Set(["mismatch"]));
    const other = await placeOrder(database.db, "stripe");
    stripe.pay(other.id);
    const changes = { currency: "jpy" };
    await stripeWebhook(stripe.sessionEvent("checkout.session.completed", other.id, { changes }));
    expect(await verdictsOf(database.db, other.id)).toEqual(["mismatch"]);
    expect(await balanceOf(database.db, other.user.id)).toBe(0n);
    expect(await balanceOf(database.db, order.user.id)).toBe(0n);
  });

  test("one provider cannot pay the orders of another", async () => {
    const order = await placeOrder(database.db, "stripe");
    const fields = epay.notifyFields(order.id, { money: "10.00" });
    expect(await (await epayNotify(fields)).text()).toBe("fail");
    expect(await verdictsOf(database.db, order.id)).toEqual(["mismatch"]);
    expect(await orderOf(database.db, order.id)).toMatchObject({ status: "pending" });
  });

  test("one payment cannot pay two orders, and a second payment for one order is left for a person", async () => {
    const [first, second] = [await placeEpayOrder(database.db), await placeEpayOrder(database.db)];
    await payByEpay(epay, first.id);
    const { tradeNo } = epay.pay(first.id);
    await epayNotify(epay.notifyFields(second.id, { trade_no: tradeNo }));
    expect(await orderOf(database.db, second.id)).toMatchObject({ status: "pending" });
    await epayNotify(epay.notifyFields(first.id, { trade_no: `${tradeNo}9` }));
    expect(await verdictsOf(database.db, first.id)).toEqual(["accepted", "mismatch"]);
    expect(await creditsOf(database.db, first.id)).toBe(1);
  });

  test("money for a cancelled order is still money: credited late, and marked", async () => {
    const order = await placeEpayOrder(database.db);
    await cancelOrder(order.ctx, { id: order.id, reason: "" });
    expect(await (await payByEpay(epay, order.id)).text()).toBe("success");
    const paid = await orderOf(database.db, order.id);
    expect(paid.status).toBe("paid");
    expect(paid.closedAt).not.toBeNull();
    expect(await balanceOf(database.db, order.user.id)).toBe(order.quota);
  });

  test("out of order: an expiry or a failure after the payment takes nothing back", async () => {
    const order = await placeOrder(database.db, "stripe");
    const expired = stripe.sessionEvent("checkout.session.expired", order.id);
    stripe.pay(order.id);
    await stripeWebhook(stripe.sessionEvent("checkout.session.completed", order.id));
    await stripeWebhook(expired);
    await stripeWebhook(stripe.sessionEvent("checkout.session.async_payment_failed", order.id));
    expect(await orderOf(database.db, order.id)).toMatchObject({ status: "paid" });
    expect(await verdictsOf(database.db, order.id)).toEqual(["accepted", "ignored", "ignored"]);
  });

  test("a completed session whose payment is still on its way credits nothing until it arrives", async () => {
    const order = await placeOrder(database.db, "stripe");
    await stripeWebhook(stripe.sessionEvent("checkout.session.completed", order.id));
    expect(await balanceOf(database.db, order.user.id)).toBe(0n);
    stripe.pay(order.id);
    await stripeWebhook(stripe.sessionEvent("checkout.session.async_payment_succeeded", order.id));
    expect(await balanceOf(database.db, order.user.id)).toBe(order.quota);
  });

  test("an order nobody made is an unknown order, and Stripe is not asked to repeat it", async () => {
    const fields = epay.notifyFields("pay_00000000000000000000000000", { money: "73.00" });
    expect(await (await epayNotify(fields)).text()).toBe("fail");
    const order = await placeOrder(database.db, "stripe");
    stripe.pay(order.id);
    const changes = { client_reference_id: "pay_11111111111111111111111111" };
    const answer = await stripeWebhook(stripe.sessionEvent("checkout.session.completed", order.id, { changes }));
    expect(answer.status).toBe(200);
    const unknown = { provider: "stripe", verdict: "unknown_order", body: { contains: changes.client_reference_id } };
    expect(await database.db.paymentEvent.count({ where: unknown })).toBe(1);
    expect(await orderOf(database.db, order.id)).toMatchObject({ status: "pending" });
  });

  test("what is larger than the provider's limit is neither parsed nor kept whole", async () => {
    const request = new Request("https://ai.example.com/api/pay/epay", { method: "POST", body: "x".repeat(40_000) });
    const answer = await answerPaymentCallback(request, "epay");
    expect(await answer.text()).toBe("fail");
    const event = await database.db.paymentEvent.findFirstOrThrow({ where: { verdict: "too_large" } });
    expect(event.body.length).toBeLessThan(3_000);
  });

  test("a look at the address that says nothing is answered, and leaves nothing in the inbox", async () => {
    const before = await database.db.paymentEvent.count();
    const answer = await answerPaymentCallback(new Request("https://ai.example.com/api/pay/epay"), "epay");
    expect(await answer.text()).toBe("fail");
    expect(await database.db.paymentEvent.count()).toBe(before);
  });

  test("a provider without all of its settings has no route, even for a rightly signed callback", async () => {
    const order = await placeEpayOrder(database.db);
    epay.pay(order.id);
    await putSettings(database.db, { "payment.epayKey": "" });
    const answer = await epayNotify(epay.notifyFields(order.id));
    await putSettings(database.db, { "payment.epayKey": epay.key });
    expect(answer.status).toBe(404);
    expect(await verdictsOf(database.db, order.id)).toEqual([]);
    expect((await answerPaymentCallback(new Request("https://ai.example.com/api/pay/manual"), "manual")).status).toBe(
      404,
    );
  });

  test("who floods the address with forged callbacks does not fill the inbox, and real ones are taken all the while", async () => {
    const order = await placeEpayOrder(database.db);
    const forged = (index: number) =>
      epayNotify({ ...epay.notifyFields(order.id), trade_no: `flood-${index}`, sign: "f".repeat(32) });
    for (let first = 0; first < 130; first += 10) {
      const answers = await Promise.all(Array.from({ length: 10 }, (_, index) => forged(first + index)));
      expect(await answers[0]?.text()).toBe("fail");
    }
    const kept = await database.db.paymentEvent.count({ where: { body: { contains: "flood-" } } });
    expect(kept).toBeLessThanOrEqual(110);
    expect(await (await payByEpay(epay, order.id)).text()).toBe("success");
    expect(await verdictsOf(database.db, order.id)).toEqual(["accepted"]);
  });
});
