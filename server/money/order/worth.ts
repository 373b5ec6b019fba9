import type { PaymentOrder } from "@/prisma/generated/sqlite/client";
import type { PaymentProviderId } from "@/server/money/payment/provider-schema";
import { worthOfMoney } from "./price";
import { unitPriceOf } from "./terms";

type Priced = Pick<PaymentOrder, "provider" | "currency" | "quota" | "amountMinor">;

/** How large a change the limit of one person sees in an order: its credit, or what the payment for a plan is worth. */
export function worthOfOrder(order: Priced): bigint {
  return order.quota > 0n ? order.quota : worthOfPart(order, order.amountMinor);
}

/** What a part of the payment for a plan is worth, in quota units. */
export function worthOfPart({ provider, currency }: Priced, amountMinor: bigint): bigint {
  return worthOfMoney(amountMinor, { currency, unitPrice: unitPriceOf(currency, provider as PaymentProviderId) });
}
