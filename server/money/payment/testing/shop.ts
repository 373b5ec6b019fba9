import { answerPaymentCallback } from "@/server/http/payment-callback";
import type { Db } from "@/server/kernel/database/client";
import { UNITS_PER_USD } from "@/server/money/order/price";
import { createOrder } from "@/server/money/order/service/create";
import type { PaymentMethod, PaymentProviderId } from "@/server/money/payment/provider-schema";
import type { EpayServer } from "@/server/testing/payment-servers/epay";
import type { SignedWebhook } from "@/server/testing/payment-servers/stripe";
import { signedInAs } from "@/server/testing/people";

const METHOD = { epay: "alipay", stripe: "card", manual: "bank_transfer" } as const satisfies Record<
  PaymentProviderId,
  PaymentMethod
>;

let made = 0;

/** A customer of his own with an order of so many dollars of credit; 10 of them cost 73.00 CNY or 10.00 USD. */
export async function placeOrder(db: Db, provider: PaymentProviderId, usd = 10) {
  const { user, ctx } = await signedInAs(db, "user");
  made += 1;
  const { id, checkoutUrl } = await createOrder(ctx, {
    item: { purpose: "top_up", quota: BigInt(usd) * UNITS_PER_USD },
    provider,
    method: METHOD[provider],
    idempotencyKey: `order-of-a-test-${made}`,
  });
  return { id, checkoutUrl, user, ctx, quota: BigInt(usd) * UNITS_PER_USD };
}

/** An order that the customer's browser brought to the gateway. */
export async function placeEpayOrder(db: Db, usd = 10) {
  const order = await placeOrder(db, "epay", usd);
  await fetch(order.checkoutUrl);
  return order;
}

/** A callback of the gateway as its GET or posted form. */
export function epayNotify(fields: Record<string, string>, method: "GET" | "POST" = "GET"): Promise<Response> {
  const query = new URLSearchParams(fields);
  const url = "https://ai.example.com/api/pay/epay";
  const request =
    method === "GET" ? new Request(`${url}?${query}`) : new Request(url, { method, body: query, headers: FORM });
  return answerPaymentCallback(request, "epay");
}

const FORM = { "content-type": "application/x-www-form-urlencoded" };

/** A customer pays at the gateway, and it calls back. */
export function payByEpay(epay: EpayServer, orderId: string): Promise<Response> {
  epay.pay(orderId);
  return epayNotify(epay.notifyFields(orderId));
}

export function stripeWebhook({ body, headers }: SignedWebhook): Promise<Response> {
  const request = new Request("https://ai.example.com/api/pay/stripe", { method: "POST", body, headers });
  return answerPaymentCallback(request, "stripe");
}

export async function balanceOf(db: Db, userId: string): Promise<bigint> {
  return (await db.user.findUniqueOrThrow({ where: { id: userId } })).balance;
}

export function orderOf(db: Db, id: string) {
  return db.paymentOrder.findUniqueOrThrow({ where: { id } });
}

/** The verdicts of an order's events, oldest first. */
export async function verdictsOf(db: Db, orderId: string): Promise<string[]> {
  const events = await db.paymentEvent.findMany({ where: { orderId }, orderBy: [{ createdAt: "asc" }, { id: "asc" }] });
  return events.map(({ verdict }) => verdict);
}

/** How often credit was given for an order. */
export function creditsOf(db: Db, orderId: string): Promise<number> {
  return db.ledgerEntry.count({ where: { reference: orderId, kind: "top_up" } });
}
