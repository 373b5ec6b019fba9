import type { PaymentProviderId } from "@/server/money/payment/provider-schema";
import { findEnabledProvider } from "@/server/money/payment/registry";
import type { RefundChannel } from "../schema";

/** How money of an order can go back, the best first: by its provider where that can do it, and always by hand. */
export function refundChannels(order: { provider: string }): RefundChannel[] {
  const port = findEnabledProvider(order.provider as PaymentProviderId)?.refund?.();
  return port ? ["provider", "outside"] : ["outside"];
}
