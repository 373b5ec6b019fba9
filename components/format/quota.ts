/** 1 US dollar = 500,000 quota units, so a unit is two millionths of a dollar and six decimals are always exact. */
const MICROS_PER_UNIT = 2n;
const RATE_SCALE = 1_000_000n;
const MICRO_DIGITS = 6;
const MINUS = "\u2212";

/** How many decimals an amount is shown with; `auto` shows small amounts finer. */
export type QuotaPrecision = "auto" | "cents" | "exact";

function decimalsFor(micros: bigint, precision: QuotaPrecision): number {
  if (precision === "cents") return 2;
  if (precision === "exact") return MICRO_DIGITS;
  if (micros === 0n || micros >= 1_000_000n) return 2;
  return micros >= 10_000n ? 4 : MICRO_DIGITS;
}

/** Rounds half up on the last shown digit; whole integers, no floats. */
function fixed(amount: bigint, decimals: number, digitsHeld = MICRO_DIGITS): string {
  const divisor = 10n ** BigInt(digitsHeld - decimals);
  const rounded = (amount + divisor / 2n) / divisor;
  const digits = rounded.toString().padStart(decimals + 1, "0");
  const whole = digits.slice(0, digits.length - decimals).replace(/\B(?=(\d{3})+$)/g, ",");
  return decimals === 0 ? whole : `${whole}.${digits.slice(-decimals)}`;
}

/** What money is shown in. It is kept in units of the dollar whatever this says. */
type Currency = "USD" | "CNY" | "EUR" | "quota";
export type Money = {
  currency: Currency;
  /** Units of the currency for one dollar, a decimal of at most six places: "7.25". */
  rate: string;
};

export const DOLLARS: Money = { currency: "USD", rate: "1" };
const SYMBOL: Record<Currency, string> = { USD: "$", CNY: "¥", EUR: "€", quota: "" };

function scaledRate({ currency, rate }: Money): bigint {
  if (currency === "USD") return RATE_SCALE;
  const [whole = "1", fraction = ""] = rate.split(".");
  return BigInt(whole) * RATE_SCALE + BigInt(fraction.slice(0, MICRO_DIGITS).padEnd(MICRO_DIGITS, "0"));
}

/** Quota units as money, in dollars unless told otherwise: `−$1,234.50`. */
export function formatQuota(units: bigint, precision: QuotaPrecision = "auto", money: Money = DOLLARS): string {
  const sign = units < 0n ? MINUS : "";
  const amount = units < 0n ? -units : units;
  if (money.currency === "quota") return `${sign}${fixed(amount, 0, 0)}`;
  const micros = (amount * MICROS_PER_UNIT * scaledRate(money) + RATE_SCALE / 2n) / RATE_SCALE;
  return `${sign}${SYMBOL[money.currency]}${fixed(micros, decimalsFor(micros, precision))}`;
}

/** Quota units as a plain decimal of dollars for an input, without trailing zeros: `12.5`. */
export function quotaToDollars(units: bigint): string {
  const isNegative = units < 0n;
  const micros = (isNegative ? -units : units) * MICROS_PER_UNIT;
  const text = fixed(micros, MICRO_DIGITS).replaceAll(",", "");
  return `${isNegative ? "-" : ""}${text.replace(/\.?0+$/, "")}`;
}

/** What a person typed as dollars, in quota units; null when it is no amount or finer than one unit. */
export function dollarsToQuota(text: string): bigint | null {
  const clean = text.trim().replace(/^\$/, "").replaceAll(",", "").replace(MINUS, "-");
  const match = /^(-?)(\d{1,15})(?:\.(\d{0,6}))?$/.exec(clean);
  if (!match) return null;
  const [, sign = "", whole = "0", fraction = ""] = match;
  const micros = BigInt(whole) * 1_000_000n + BigInt(fraction.padEnd(MICRO_DIGITS, "0"));
  if (micros % MICROS_PER_UNIT !== 0n) return null;
  const units = micros / MICROS_PER_UNIT;
  return sign ? -units : units;
}
