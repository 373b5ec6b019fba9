import { getSetting } from "@/server/configuration/setting/current";
import { PAYMENT_PROVIDERS, type PaymentProviderId } from "@/server/money/payment/provider-schema";
import type { PriceTerms } from "./price";

/** The terms in force for a member of a group who pays through a provider. */
export function priceTerms(provider: PaymentProviderId, groupName: string): PriceTerms {
  return {
    ...providerPrice(provider),
    groupRatio: groupRatio(groupName),
    discounts: getSetting("payment.discounts").map(readDiscount),
    minUsd: getSetting("payment.amountMinUsd"),
    maxUsd: getSetting("payment.amountMaxUsd"),
  };
}

/**
 * Units of a currency for one US dollar: at the price of the provider that takes it, else of another one, else at the rate
 * the site shows amounts at. A currency nobody configured counts as the dollar.
 */
export function unitPriceOf(currency: string, provider: PaymentProviderId): string {
  const shown = { currency: getSetting("site.currency"), unitPrice: getSetting("site.currencyRate") };
  const prices = [...[provider, ...PAYMENT_PROVIDERS].map(providerPrice), shown];
  return prices.find((price) => price.currency === currency)?.unitPrice ?? "1";
}

function providerPrice(provider: PaymentProviderId): { currency: string; unitPrice: string } {
  switch (provider) {
    // Gateways of this protocol settle in yuan and have no field for a currency.
    case "epay":
      return { currency: "CNY", unitPrice: getSetting("payment.epayUnitPrice") };
    case "stripe":
      return { currency: getSetting("payment.stripeCurrency"), unitPrice: getSetting("payment.stripeUnitPrice") };
    case "manual":
      return { currency: getSetting("payment.manualCurrency"), unitPrice: getSetting("payment.manualUnitPrice") };
  }
}

function groupRatio(groupName: string): string {
  const line = getSetting("payment.groupRatios").find((entry) => entry.startsWith(`${groupName}=`));
  return line?.slice(groupName.length + 1) ?? "1";
}

function readDiscount(line: string): { fromUsd: number; factor: string } {
  const [fromUsd = "0", factor = "1"] = line.split("=");
  return { fromUsd: Number(fromUsd), factor };
}
