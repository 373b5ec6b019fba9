import { Decimal } from "decimal.js";
import { AppError } from "@/server/kernel/errors";
import { minorDigits } from "@/server/money/payment/provider-schema";

/** Wide enough for the longest product of the settings, so that nothing is rounded on the way. */
const Exact = Decimal.clone({ precision: 60 });

/** 1 US dollar of credit. */
export const UNITS_PER_USD = 500_000n;
/** Credit is sold in whole cents. */
export const UNITS_PER_CENT = 5_000n;

/** All that decides what credit costs. Prices and ratios are decimal strings. */
export type PriceTerms = {
  currency: string;
  /** Units of the currency for one US dollar of credit. */
  unitPrice: string;
  groupRatio: string;
  /** The factor of the highest amount that is reached. */
  discounts: readonly { fromUsd: number; factor: string }[];
  minUsd: number;
  maxUsd: number;
};

/** How a price came about, kept with the order. */
export type PriceBreakdown = { unitPrice: string; groupRatio: string; discount: string };

export type Price = {
  /** In the currency's smallest unit. */
  amountMinor: bigint;
  currency: string;
  /** What is credited once it is paid, in quota units. */
  quota: bigint;
  breakdown: PriceBreakdown;
};

/**
 * What an amount of credit costs: the one function behind the price that is shown, the one that is charged and the quota
 * that is credited. Exact until it is rounded once, half up, to the currency's smallest unit.
 * Throws BAD_INPUT (order.amount_not_whole, order.amount_too_small, order.amount_too_large).
 */
export function priceOf(quota: bigint, terms: PriceTerms): Price {
  checkQuota(quota, terms);
  const discount = discountAt(quota, terms.discounts);
  const amount = new Exact(quota.toString())
    .div(UNITS_PER_USD.toString())
    .mul(terms.unitPrice)
    .mul(terms.groupRatio)
    .mul(discount)
    .mul(10 ** minorDigits(terms.currency))
    .toDecimalPlaces(0, Exact.ROUND_HALF_UP);
  if (amount.lt(1)) throw tooSmall(terms);
  return {
    amountMinor: BigInt(amount.toFixed(0)),
    currency: terms.currency,
    quota,
    breakdown: { unitPrice: terms.unitPrice, groupRatio: terms.groupRatio, discount },
  };
}

function checkQuota(quota: bigint, terms: PriceTerms): void {
  if (quota % UNITS_PER_CENT !== 0n) {
    throw new AppError("BAD_INPUT", { reason: "order.amount_not_whole", meta: { field: "quota" } });
  }
  if (quota < BigInt(terms.minUsd) * UNITS_PER_USD) throw tooSmall(terms);
  if (quota > BigInt(terms.maxUsd) * UNITS_PER_USD) {
    throw new AppError("BAD_INPUT", { reason: "order.amount_too_large", meta: { field: "quota", max: terms.maxUsd } });
  }
}

function tooSmall({ minUsd }: PriceTerms): AppError {
  return new AppError("BAD_INPUT", { reason: "order.amount_too_small", meta: { field: "quota", min: minUsd } });
}

function discountAt(quota: bigint, discounts: PriceTerms["discounts"]): string {
  const reached = discounts.filter(({ fromUsd }) => quota >= BigInt(fromUsd) * UNITS_PER_USD);
  const best = reached.sort((a, b) => b.fromUsd - a.fromUsd)[0];
  return best?.factor ?? "1";
}

/**
 * What a payment is worth in quota units, at what the currency costs: rounded up, so that no border is passed by rounding.
 */
export function worthOfMoney(amountMinor: bigint, rate: { currency: string; unitPrice: string }): bigint {
  const dollars = new Exact(amountMinor.toString()).div(10 ** minorDigits(rate.currency)).div(rate.unitPrice);
  return BigInt(dollars.mul(UNITS_PER_USD.toString()).toFixed(0, Exact.ROUND_UP));
}

/** A part of an order's credit that belongs to a part of its payment: rounded down, so the parts never exceed the whole. */
export function shareOfQuota(order: { quota: bigint; amountMinor: bigint }, partMinor: bigint): bigint {
  return (order.quota * partMinor) / order.amountMinor;
}
