import { AppError } from "@/server/kernel/errors";
import { epayProvider } from "./epay/provider";
import { manualProvider } from "./manual/provider";
import type { PaymentProvider } from "./provider";
import { PAYMENT_PROVIDERS, type PaymentProviderId } from "./provider-schema";
import { stripeProvider } from "./stripe/provider";

const PROVIDERS = {
  epay: epayProvider,
  stripe: stripeProvider,
  manual: manualProvider,
} as const satisfies Record<PaymentProviderId, PaymentProvider>;

/** The provider of an order that exists, on or off. */
export function providerOf(id: PaymentProviderId): PaymentProvider {
  return PROVIDERS[id];
}

/** Those that are fully configured. */
export function enabledProviders(): PaymentProvider[] {
  return PAYMENT_PROVIDERS.map(providerOf).filter((provider) => provider.missing().length === 0);
}

/** The provider of a path, or null where there is none or it is off: its routes do not exist then. */
export function findEnabledProvider(id: string): PaymentProvider | null {
  return enabledProviders().find((provider) => provider.id === id) ?? null;
}

/** Throws PRECONDITION_FAILED (order.provider_off) unless the provider is fully configured. */
export function requireEnabledProvider(id: PaymentProviderId): PaymentProvider {
  const provider = findEnabledProvider(id);
  if (!provider) throw new AppError("PRECONDITION_FAILED", { reason: "order.provider_off", meta: { provider: id } });
  return provider;
}
