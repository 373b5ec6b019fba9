import { afterAll, beforeAll, expect, test } from "vitest";
import type { Db } from "@/server/kernel/database/client";
import { newId } from "@/server/kernel/ids";
import { approve } from "@/server/money/approval/service/decide";
import {
  balanceOf,
  creditsOf,
  orderOf,
  payByEpay,
  placeEpayOrder,
  placeOrder,
} from "@/server/money/payment/testing/shop";
import { eachEngine } from "@/server/testing/database";
import { type EpayServer, startEpayServer } from "@/server/testing/payment-servers/epay";
import { configurePayment, putSettings } from "@/server/testing/payment-servers/site";
import { type StripeServer, startStripeServer } from "@/server/testing/payment-servers/stripe";
import { makeDefaultGroup, makeUser, signedInAs } from "@/server/testing/people";
import { UNITS_PER_USD } from "./price";
import { OrderListInput } from "./schema";
import { cancelOrder } from "./service/close";
import { completeOrderByHand } from "./service/complete-by-hand";
import { createOrder } from "./service/create";
import { getOrder, listOrders } from "./service/list";
import { quoteTopUp } from "./service/quote";

let epay: EpayServer;
let stripe: StripeServer;
beforeAll(async () => {
  [epay, stripe] = await Promise.all([startEpayServer(), startStripeServer()]);
});
afterAll(() => Promise.all([epay.close(), stripe.close()]));

const PROOF = { proof: "Bank statement of 22 November, line 4", reason: "The transfer arrived" };

type Sold = { priceMinor: bigint; currency: string; isActive?: boolean };

/** A plan on offer; answers its version. */
async function sellPlan(db: Db, { priceMinor, currency, isActive = true }: Sold): Promise<string> {
  const [planId, id] = [newId("pln"), newId("plv")];
  await db.plan.create({ data: { id: planId, name: planId, isActive, currentVersionId: id } });
  await db.planVersion.create({
    data: {
      id,
      planId,
      number: 1,
      priceMinor,
      currency,
      period: "month",
      limits: '{"periodQuota":"1000","windows":[]}',
    },
  });
  return id;
}

eachEngine("orders", (database) => {
  beforeAll(async () => {
    await makeDefaultGroup(database.db);
    await configurePayment(database.db, { epay, stripe });
  });

  test("what was quoted is what the provider is told to charge, for any group", async () => {
    await putSettings(database.db, { "payment.groupRatios": ["vip=0.9"], "payment.discounts": ["20=0.95"] });
    const vip = await makeUser(database.db, { groupName: "vip" });
    const { ctx } = await signedInAs(database.db, "operator");
    const quota = 20n * UNITS_PER_USD;
    const quotes = await quoteTopUp(ctx, { quota, userId: vip.id });
    const order = { item: { purpose: "top_up", quota } as const, userId: vip.id, idempotencyKey: `quote-${vip.id}` };
    const stripeOrder = await createOrder(ctx, { ...order, provider: "stripe", method: "card" });
    const epayOrder = await createOrder(ctx, {
      ...order,
      provider: "epay",
      method: "wxpay",
      idempotencyKey: `q2-${vip.id}`,
    });
    await putSettings(database.db, { "payment.groupRatios": [], "payment.discounts": [] });
    expect(quotes.map(({ provider, amountMinor }) => [provider, amountMinor])).toEqual([
      ["epay", 12_483n],
      ["stripe", 1_710n],
      ["manual", 1_710n],
    ]);
    expect(stripe.sessionOf(stripeOrder.id).amount_total).toBe(1_710);
    expect(new URL(epayOrder.checkoutUrl).searchParams.get("money")).toBe("124.83");
    expect(await orderOf(database.db, stripeOrder.id)).toMatchObject({ quota, amountMinor: 1_710n, userId: vip.id });
  });

  test("the same form sent twice makes one order, and one payment page", async () => {
    const { ctx } = await signedInAs(database.db, "user");
    const input = {
      item: { purpose: "top_up", quota: 5n * UNITS_PER_USD },
      provider: "stripe",
      method: "card",
      idempotencyKey: "one-form-of-a-browser",
    } as const;
    const [first, second] = [await createOrder(ctx, input), await createOrder(ctx, input)];
    expect(second).toEqual(first);
    expect(stripe.calls.filter((call) => call.endsWith(`checkout:${first.id}`))).toHaveLength(1);
  });

  test("an order whose provider makes no page has failed, and says why", async () => {
    await putSettings(database.db, { "payment.stripeSecretKey": "sk_of_somebody_else" });
    const { ctx, user } = await signedInAs(database.db, "user");
    const item = { purpose: "top_up", quota: 5n * UNITS_PER_USD } as const;
    const made = createOrder(ctx, { item, provider: "stripe", method: "card", idempotencyKey: "wrong-key-order" });
    await expect(made).rejects.toMatchObject({ code: "UPSTREAM", reason: "payment.provider_refused" });
    await putSettings(database.db, { "payment.stripeSecretKey": stripe.secretKey });
    const row = await database.db.paymentOrder.findFirst({ where: { userId: user.id } });
    expect(row).toMatchObject({ status: "failed" });
  });

  test("staff create orders for customers, never for their equals, and customers for nobody else", async () => {
    const item = { purpose: "top_up", quota: 5n * UNITS_PER_USD } as const;
    const order = { item, provider: "manual", method: "bank_transfer", idempotencyKey: "for-somebody" } as const;
    const [customer, peer] = [await makeUser(database.db), await makeUser(database.db, { role: "operator" })];
    const operator = await signedInAs(database.db, "operator");
    const other = await signedInAs(database.db, "user");
    const { id } = await createOrder(operator.ctx, { ...order, userId: customer.id });
    expect(await orderOf(database.db, id)).toMatchObject({ userId: customer.id, creatorId: operator.user.id });
    await expect(createOrder(operator.ctx, { ...order, userId: peer.id })).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(createOrder(other.ctx, { ...order, userId: customer.id })).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
  });

  test("customers see and cancel their own orders only", async () => {
    const order = await placeOrder(database.db, "manual");
    const stranger = await signedInAs(database.db, "user");
    await expect(getOrder(stranger.ctx, { id: order.id })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(cancelOrder(stranger.ctx, { id: order.id, reason: "" })).rejects.toMatchObject({ code: "NOT_FOUND" });
    const page = await listOrders(stranger.ctx, OrderListInput.parse({}));
    expect(page.items).toEqual([]);
    await expect(listOrders(stranger.ctx, OrderListInput.parse({ scope: "all" }))).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
    await cancelOrder(order.ctx, { id: order.id, reason: "" });
    await expect(cancelOrder(order.ctx, { id: order.id, reason: "" })).rejects.toMatchObject({
      reason: "order.already_cancelled",
    });
  });

  test("cancelling a Stripe order closes its payment page", async () => {
    const order = await placeOrder(database.db, "stripe");
    await cancelOrder(order.ctx, { id: order.id, reason: "" });
    expect(stripe.sessionOf(order.id).status).toBe("expired");
  });

  test("two operators who complete one order at once credit it once, and the later one is told", async () => {
    const order = await placeOrder(database.db, "manual");
    const desk = await Promise.all([signedInAs(database.db, "operator"), signedInAs(database.db, "operator")]);
    const results = await Promise.allSettled(
      desk.map(({ ctx }) => completeOrderByHand(ctx, { id: order.id, ...PROOF })),
    );
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const lost = results.find(({ status }) => status === "rejected");
    expect(lost).toMatchObject({ reason: { code: "CONFLICT", reason: "order.already_paid" } });
    expect(await balanceOf(database.db, order.user.id)).toBe(order.quota);
    expect(await orderOf(database.db, order.id)).toMatchObject({ status: "paid", proof: PROOF.proof });
  });

  test("a callback and an operator at once credit an order once", async () => {
    const order = await placeEpayOrder(database.db);
    const { ctx } = await signedInAs(database.db, "operator");
    await Promise.allSettled([payByEpay(epay, order.id), completeOrderByHand(ctx, { id: order.id, ...PROOF })]);
    expect(await creditsOf(database.db, order.id)).toBe(1);
    expect(await balanceOf(database.db, order.user.id)).toBe(order.quota);
  });

  test("above the limit a second person decides; the entry names who asked, the order both", async () => {
    const order = await placeOrder(database.db, "manual", 200);
    const operator = await signedInAs(database.db, "operator");
    const admin = await signedInAs(database.db, "admin");
    const asked = await completeOrderByHand(operator.ctx, { id: order.id, ...PROOF });
    if (asked.status !== "waiting") throw new Error("the limit let it through");
    expect(await balanceOf(database.db, order.user.id)).toBe(0n);
    await approve(admin.ctx, { id: asked.approvalId, note: "" });
    expect(await balanceOf(database.db, order.user.id)).toBe(order.quota);
    const paid = await orderOf(database.db, order.id);
    expect(paid).toMatchObject({ completerId: operator.user.id, approverId: admin.user.id });
    const entry = await database.db.ledgerEntry.findUniqueOrThrow({ where: { id: paid.ledgerEntryId ?? "" } });
    expect(entry.actorId).toBe(operator.user.id);
  });

  test("customers are told what became of their order, not who of the staff did it or how they knew", async () => {
    const order = await placeOrder(database.db, "manual");
    const { ctx } = await signedInAs(database.db, "operator");
    await completeOrderByHand(ctx, { id: order.id, ...PROOF });
    const seen = await getOrder(order.ctx, { id: order.id });
    expect(seen).toMatchObject({ status: "paid", completer: null, proof: "", events: [] });
    expect(seen.creator?.username).toBe(order.user.username);
    expect((await getOrder(ctx, { id: order.id })).events).toMatchObject([{ source: "manual", verdict: "accepted" }]);
  });

  test("nobody completes an order of their own account", async () => {
    const { ctx } = await signedInAs(database.db, "operator");
    const item = { purpose: "top_up", quota: 5n * UNITS_PER_USD } as const;
    const order = { item, provider: "manual", method: "bank_transfer", idempotencyKey: "for-oneself" } as const;
    const { id } = await createOrder(ctx, order);
    await expect(completeOrderByHand(ctx, { id, ...PROOF })).rejects.toMatchObject({ code: "FORBIDDEN" });
  });

  test("a paid order for a plan starts the subscription, once, in the plan's own currency", async () => {
    const planVersionId = await sellPlan(database.db, { priceMinor: 6_800n, currency: "CNY" });
    const { ctx, user } = await signedInAs(database.db, "user");
    const item = { purpose: "subscription", planVersionId } as const;
    const order = { item, provider: "epay", method: "alipay", idempotencyKey: "one-plan" } as const;
    const { id, checkoutUrl } = await createOrder(ctx, order);
    expect(new URL(checkoutUrl).searchParams.get("money")).toBe("68.00");
    await fetch(checkoutUrl);
    await Promise.all([payByEpay(epay, id), payByEpay(epay, id)]);
    const subscriptions = await database.db.subscription.findMany({ where: { userId: user.id } });
    expect(subscriptions).toMatchObject([{ planVersionId, status: "active" }]);
    expect(await orderOf(database.db, id)).toMatchObject({ status: "paid", subscriptionId: subscriptions[0]?.id });
    expect(await balanceOf(database.db, user.id)).toBe(0n);
  });

  test("a plan that is no longer sold, or costs what a provider cannot take, is not ordered", async () => {
    const dollars = await sellPlan(database.db, { priceMinor: 900n, currency: "USD" });
    const withdrawn = await sellPlan(database.db, { priceMinor: 900n, currency: "CNY", isActive: false });
    const { ctx } = await signedInAs(database.db, "user");
    const order = { provider: "epay", method: "alipay", idempotencyKey: "another-plan" } as const;
    const buy = (planVersionId: string) =>
      createOrder(ctx, { ...order, item: { purpose: "subscription", planVersionId } });
    await expect(buy(dollars)).rejects.toMatchObject({ reason: "order.currency_mismatch" });
    await expect(buy(withdrawn)).rejects.toMatchObject({ reason: "order.plan_unavailable" });
  });

  test("lists are narrowed by state, lateness, customer and the provider's reference", async () => {
    const order = await placeEpayOrder(database.db);
    await cancelOrder(order.ctx, { id: order.id, reason: "" });
    await payByEpay(epay, order.id);
    const { ctx } = await signedInAs(database.db, "support");
    const reference = (await orderOf(database.db, order.id)).providerReference;
    const found = async (filter: object) =>
      (await listOrders(ctx, OrderListInput.parse({ scope: "all", userId: order.user.id, ...filter }))).items.length;
    expect(await found({ state: ["paid"], isLate: true })).toBe(1);
    expect(await found({ state: ["cancelled", "refunded", "partial"] })).toBe(0);
    expect(await found({ isLate: false })).toBe(0);
    expect(await found({ search: reference })).toBe(1);
    expect(await found({ search: order.user.username })).toBe(1);
    expect(await found({ search: "nobody has this name" })).toBe(0);
  });
});
