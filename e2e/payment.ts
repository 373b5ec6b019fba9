import type { User } from "@/prisma/generated/sqlite/client";
import type { Db } from "@/server/kernel/database/client";
import { newId } from "@/server/kernel/ids";
import { OrderCreateInput } from "@/server/money/order/schema";
import { createOrder } from "@/server/money/order/service/create";
import { type EpayServer, startEpayServer } from "@/server/testing/payment-servers/epay";
import { putSettings } from "@/server/testing/payment-servers/site";
import { type StripeServer, startStripeServer } from "@/server/testing/payment-servers/stripe";
import { contextOf } from "@/server/testing/people";

export const UNITS_PER_USD = 500_000n;

export type Providers = { epay: EpayServer; stripe: StripeServer; close(): Promise<void> };

/** Starts payment providers on this machine and lets the installation under test be paid through them. */
export async function openProviders(db: Db, baseURL: string): Promise<Providers> {
  const [epay, stripe] = await Promise.all([startEpayServer(), startStripeServer()]);
  stripe.webhookUrl.current = `${baseURL}/api/pay/stripe`;
  await putSettings(db, {
    "site.publicUrl": baseURL,
    "payment.epayUrl": epay.url,
    "payment.epayMerchantId": epay.merchantId,
    "payment.epayKey": epay.key,
    "payment.stripeSecretKey": stripe.secretKey,
    "payment.stripeWebhookSecret": stripe.webhookSecret,
    "payment.stripeApiUrl": stripe.url,
  });
  const close = async () => {
    await Promise.all([epay.close(), stripe.close()]);
  };
  return { epay, stripe, close };
}

type Customer = Pick<User, "id" | "username" | "role">;

/** An order of so many dollars of credit, which its customer went to pay at the gateway. */
export async function placeEpayOrder(db: Db, customer: Customer, usd: bigint): Promise<string> {
  const item = { purpose: "top_up", quota: usd * UNITS_PER_USD };
  const order = { item, provider: "epay", method: "alipay", idempotencyKey: newId("req") };
  const { id, checkoutUrl } = await createOrder(await contextOf(db, customer), OrderCreateInput.parse(order));
  await fetch(checkoutUrl);
  return id;
}
