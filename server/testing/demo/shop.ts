import type { ServiceContext } from "@/server/kernel/context";
import type { PaymentProviderId } from "@/server/money/payment/provider-schema";
import { providerOf } from "@/server/money/payment/registry";
import { receiveCallback } from "@/server/money/payment/service/receive";
import { type EpayServer, startEpayServer } from "../payment-servers/epay";
import { configurePayment, putSettings } from "../payment-servers/site";
import { type StripeServer, startStripeServer } from "../payment-servers/stripe";

/** Local stand-ins for the payment providers: the demo's orders were paid through the real code, and no host was called. */
export type Shop = { epay: EpayServer; stripe: StripeServer };

const INSTRUCTIONS = [
  "Bank transfer to Gatehouse Demo Ltd",
  "IBAN DE00 0000 0000 0000 0000 00, BIC DEMODEXX",
  "Name the order number as the reference. Transfers are credited within one working day.",
].join("\n");

/** Starts the stand-ins, and everything that makes money move. */
export async function openShop(ctx: ServiceContext): Promise<Shop> {
  const shop = { epay: await startEpayServer(), stripe: await startStripeServer() };
  await configurePayment(ctx.db, shop);
  await putSettings(ctx.db, {
    "payment.manualInstructions": INSTRUCTIONS,
    "payment.manualCurrency": "EUR",
    "payment.manualUnitPrice": "0.92",
    "payment.discounts": ["50=0.97", "100=0.95"],
    "rewards.checkInEnabled": true,
    "rewards.checkInMinUnits": 5_000,
    "rewards.checkInMaxUnits": 25_000,
    "rewards.inviteeUnits": 500_000,
    "rewards.inviterUnits": 250_000,
    "rewards.rebatePercent": 5,
    "rewards.transferMinUnits": 50_000,
  });
  return shop;
}

/** Ends the stand-ins and forgets their addresses: only the bank transfer stays, which needs nobody else. */
export async function closeShop(ctx: ServiceContext, shop: Shop, allowedHosts: readonly string[]): Promise<void> {
  const providers = [{ key: { startsWith: "payment.epay" } }, { key: { startsWith: "payment.stripe" } }];
  await ctx.db.setting.deleteMany({ where: { OR: [...providers, { key: "site.publicUrl" }] } });
  await putSettings(ctx.db, { "network.allowedHosts": [...allowedHosts] });
  await Promise.all([shop.epay.close(), shop.stripe.close()]);
}

/** A callback as the address of a provider gets it. */
export async function callBack(
  ctx: ServiceContext,
  provider: PaymentProviderId,
  came: { body: string; headers?: Record<string, string> },
): Promise<void> {
  await receiveCallback(ctx, providerOf(provider), {
    method: provider === "epay" ? "GET" : "POST",
    path: `/api/pay/${provider}`,
    headers: came.headers ?? {},
    body: came.body,
    isTooLarge: false,
  });
}
