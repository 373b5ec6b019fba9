import { AppError } from "@/server/kernel/errors";
import { parseDecimal } from "@/server/supply/price/decimal";

const UNITS_PER_USD = 500_000n;
const MINOR_PER_MAJOR = 100n;

export type SiteMoney = { currency: string; rate: string };

/**
 * What a price in a currency costs from the wallet, in quota units, rounded up once. Null when the site has no rate for the
 * currency: only dollars and the currency the site shows have one.
 */
export function walletPrice(price: { minor: bigint; currency: string }, site: SiteMoney): bigint | null {
  if (price.minor === 0n) return 0n;
  const rate = rateOf(price.currency, site);
  if (rate === null) return null;
  const numerator = price.minor * UNITS_PER_USD * rate.scale;
  const denominator = MINOR_PER_MAJOR * rate.digits;
  return (numerator + denominator - 1n) / denominator;
}

/** Like walletPrice. Throws PRECONDITION_FAILED (plan.no_rate) where that answers null. */
export function requireWalletPrice(price: { minor: bigint; currency: string }, site: SiteMoney): bigint {
  const units = walletPrice(price, site);
  if (units !== null) return units;
  throw new AppError("PRECONDITION_FAILED", { reason: "plan.no_rate", meta: { currency: price.currency } });
}

/** Units of the currency for one dollar, as a fraction of whole numbers. */
function rateOf(currency: string, site: SiteMoney): { digits: bigint; scale: bigint } | null {
  if (currency === "USD") return { digits: 1n, scale: 1n };
  if (currency !== site.currency) return null;
  const { digits, scale } = parseDecimal(site.rate);
  return { digits, scale: 10n ** BigInt(scale) };
}
