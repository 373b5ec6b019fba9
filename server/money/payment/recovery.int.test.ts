import { afterAll, beforeAll, expect, test } from "vitest";
import { systemContext } from "@/server/kernel/context";
import { eachEngine } from "@/server/testing/database";
import { type EpayServer, startEpayServer } from "@/server/testing/payment-servers/epay";
import { configurePayment, putSettings } from "@/server/testing/payment-servers/site";
import { type StripeServer, startStripeServer } from "@/server/testing/payment-servers/stripe";
import { makeDefaultGroup, signedInAs } from "@/server/testing/people";
import { queryProvider } from "./service/query";
import { recordEvent } from "./service/record";
import { replayEvent } from "./service/replay";
import { sweepPayments } from "./sweep";
import { balanceOf, epayNotify, orderOf, placeEpayOrder, placeOrder, stripeWebhook, verdictsOf } from "./testing/shop";

const MINUTE_MS = 60_000;

let epay: EpayServer;
let stripe: StripeServer;
beforeAll(async () => {
  [epay, stripe] = await Promise.all([startEpayServer(), startStripeServer()]);
});
afterAll(() => Promise.all([epay.close(), stripe.close()]));

eachEngine("payments that went astray", (database) => {
  beforeAll(async () => {
    await makeDefaultGroup(database.db);
    await configurePayment(database.db, { epay, stripe });
  });

  /** The sweep of a worker so many minutes from now. */
  const sweepIn = (minutes: number) => {
    const clock = () => new Date(Date.now() + minutes * MINUTE_MS);
    return sweepPayments({ ...systemContext("test"), db: database.db, clock });
  };
  /** A callback that was stored, and whose process ended before it judged it. */
  const leaveCallback = (orderId: string) =>
    recordEvent(
      { ...systemContext("payment"), db: database.db },
      {
        provider: "epay",
        source: "callback",
        httpMethod: "GET",
        body: new URLSearchParams(epay.notifyFields(orderId)).toString(),
      },
    );

  test("a crash between callback and credit: the next sweep credits, and later ones do not", async () => {
    const order = await placeEpayOrder(database.db);
    epay.pay(order.id);
    const eventId = await leaveCallback(order.id);
    await Promise.all([sweepIn(2), sweepIn(2)]);
    await sweepIn(3);
    expect(await balanceOf(database.db, order.user.id)).toBe(order.quota);
    const event = await database.db.paymentEvent.findUniqueOrThrow({ where: { id: eventId } });
    expect(["accepted", "duplicate"]).toContain(event.verdict);
  });

  test("a payment whose callback never came is found by asking the provider", async () => {
    const [first, second] = [await placeEpayOrder(database.db), await placeOrder(database.db, "stripe")];
    epay.pay(first.id);
    stripe.pay(second.id);
    await sweepIn(2);
    expect(await balanceOf(database.db, first.user.id)).toBe(first.quota);
    expect(await balanceOf(database.db, second.user.id)).toBe(second.quota);
    const [event] = await database.db.paymentEvent.findMany({ where: { orderId: second.id } });
    expect(event).toMatchObject({ source: "poll", verdict: "accepted" });
  });

  test("an operator who asks the provider credits a paid order once, however many ask", async () => {
    const order = await placeEpayOrder(database.db);
    epay.pay(order.id);
    const desk = await Promise.all([signedInAs(database.db, "operator"), signedInAs(database.db, "operator")]);
    const outcomes = await Promise.all(desk.map(({ ctx }) => queryProvider(ctx, { orderId: order.id })));
    expect(outcomes.map(({ verdict }) => verdict).sort()).toEqual(["accepted", "duplicate"]);
    expect(await balanceOf(database.db, order.user.id)).toBe(order.quota);
  });

  test("an order that is not paid in its time expires, after its provider was asked", async () => {
    const [waiting, paid] = [await placeOrder(database.db, "stripe"), await placeOrder(database.db, "stripe")];
    const transfer = await placeOrder(database.db, "manual");
    stripe.pay(paid.id);
    await sweepIn(61);
    expect(await orderOf(database.db, waiting.id)).toMatchObject({ status: "expired" });
    expect(await orderOf(database.db, paid.id)).toMatchObject({ status: "paid" });
    expect(await orderOf(database.db, transfer.id)).toMatchObject({ status: "pending" });
    await sweepIn(8 * 24 * 60);
    expect(await orderOf(database.db, transfer.id)).toMatchObject({ status: "expired" });
  });

  test("a payment after the expiry is found by asking too", async () => {
    const order = await placeOrder(database.db, "stripe");
    await sweepIn(61);
    stripe.pay(order.id);
    await sweepIn(130);
    expect(await orderOf(database.db, order.id)).toMatchObject({ status: "paid" });
    expect(await balanceOf(database.db, order.user.id)).toBe(order.quota);
  });

  test("a callback that was refused for a wrong key is accepted when it is judged again with the right one", async () => {
    const order = await placeEpayOrder(database.db);
    epay.pay(order.id);
    await putSettings(database.db, { "payment.epayKey": "mistyped" });
    await epayNotify(epay.notifyFields(order.id));
    await putSettings(database.db, { "payment.epayKey": epay.key });
    const refused = await database.db.paymentEvent.findFirstOrThrow({ where: { body: { contains: order.id } } });
    expect(refused.verdict).toBe("bad_signature");
    const { ctx } = await signedInAs(database.db, "operator");
    expect(await replayEvent(ctx, { id: refused.id })).toMatchObject({ verdict: "accepted" });
    expect(await replayEvent(ctx, { id: refused.id })).toMatchObject({ verdict: "duplicate" });
    expect(await balanceOf(database.db, order.user.id)).toBe(order.quota);
    expect(await verdictsOf(database.db, order.id)).toEqual(["accepted", "duplicate"]);
    const kept = await database.db.paymentEvent.findUniqueOrThrow({ where: { id: refused.id } });
    expect(kept.verdict).toBe("bad_signature");
  });

  test("judging a forged callback again leaves it forged, and nothing but callbacks can be judged again", async () => {
    const order = await placeOrder(database.db, "stripe");
    stripe.pay(order.id);
    const secret = "whsec_of_somebody_else";
    await stripeWebhook(stripe.sessionEvent("checkout.session.completed", order.id, { secret }));
    const forged = await database.db.paymentEvent.findFirstOrThrow({ where: { body: { contains: order.id } } });
    const { ctx } = await signedInAs(database.db, "operator");
    const again = await replayEvent(ctx, { id: forged.id });
    expect(again.verdict).toBe("bad_signature");
    await expect(replayEvent(ctx, { id: again.eventId })).rejects.toMatchObject({ reason: "payment.not_replayable" });
    expect(await balanceOf(database.db, order.user.id)).toBe(0n);
  });

  test("judging a callback again takes a password that was given lately", async () => {
    const { ctx } = await signedInAs(database.db, "operator", { isSteppedUp: false });
    const input = { id: "pev_00000000000000000000000000" };
    await expect(replayEvent(ctx, input)).rejects.toMatchObject({ code: "STEP_UP_REQUIRED" });
  });
});
