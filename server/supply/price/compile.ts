import { AppError } from "@/server/kernel/errors";
import type { SpecialToken } from "@/server/providers/special-token-schema";
import { atScale, type ExactDecimal, parseDecimal } from "./decimal";
import type { SpecialPriceFields } from "./special-price-schema";

/** What a model costs. Decimal strings in US dollars: per million tokens in mode "token", per request in mode "call". */
export type Price = {
  mode: string;
  inputPrice: string;
  outputPrice: string;
  /** Null: cached input costs as much as input. */
  cachedInputPrice: string | null;
  callPrice: string;
} & SpecialPrices;

/** Null or absent: these tokens cost as much as input, those of the answer as much as output. */
export type SpecialPrices = Partial<SpecialPriceFields>;

/** A price times a group's ratio, reduced to integers: charge = ceil(Σ tokens × factor / divisor). */
export type CompiledPrice = {
  readonly isPerCall: boolean;
  /** No usage costs anything. */
  readonly isFree: boolean;
  readonly input: bigint;
  readonly cachedInput: bigint;
  readonly output: bigint;
  /** Null: no token has a price of its own. */
  readonly special: Readonly<Record<SpecialToken, bigint>> | null;
  readonly divisor: bigint;
  /** Quota units of a whole request in mode "call", else 0. */
  readonly callUnits: bigint;
};

const UNITS_PER_USD = 500_000n;
const TOKENS_PER_PRICE = 1_000_000n;
// With these bounds the dearest request, 2 × 10^9 tokens (charge.ts), is 10^17 units: it fits a 64-bit column.
const PRICE_MAX_USD = 100_000n;
const RATIO_MAX = 1_000n;

/**
 * Turns a price and a group ratio (both decimal strings) into integer factors, once, so that charging a request is a few
 * integer multiplications. Throws BAD_INPUT (price.bad_decimal, price.out_of_range).
 */
export function compilePrice(price: Price, groupRatio: string): CompiledPrice {
  const ratio = bounded(groupRatio, RATIO_MAX);
  const input = bounded(price.inputPrice, PRICE_MAX_USD);
  const output = bounded(price.outputPrice, PRICE_MAX_USD);
  const call = bounded(price.callPrice, PRICE_MAX_USD);
  const cached = price.cachedInputPrice === null ? input : bounded(price.cachedInputPrice, PRICE_MAX_USD);
  if (price.mode === "call") return perCall(call, ratio);
  if (price.mode !== "token") {
    throw new AppError("BAD_INPUT", { reason: "price.bad_mode", meta: { mode: price.mode.slice(0, 40) } });
  }
  const special = specialPrices(price, { input, output });
  return perToken([input, cached, output, ...special], ratio);
}

/** The prices of special tokens in their order; none where each costs what the others do. */
function specialPrices(price: Price, { input, output }: { input: ExactDecimal; output: ExactDecimal }): ExactDecimal[] {
  const { cacheWritePrice, audioInputPrice, imageInputPrice, audioOutputPrice } = price;
  const texts = [cacheWritePrice ?? null, audioInputPrice ?? null, imageInputPrice ?? null, audioOutputPrice ?? null];
  if (texts.every((text) => text === null)) return [];
  const otherwise = [input, input, input, output];
  return texts.map((text, at) => (text === null ? (otherwise[at] ?? input) : bounded(text, PRICE_MAX_USD)));
}

function perCall(call: ExactDecimal, ratio: ExactDecimal): CompiledPrice {
  const divisor = 10n ** BigInt(call.scale + ratio.scale);
  const callUnits = ceilDivide(call.digits * ratio.digits * UNITS_PER_USD, divisor);
  const nothing = { input: 0n, cachedInput: 0n, output: 0n, special: null, divisor: 1n };
  return { isPerCall: true, isFree: callUnits === 0n, ...nothing, callUnits };
}

function perToken(prices: readonly ExactDecimal[], ratio: ExactDecimal): CompiledPrice {
  const scale = Math.max(...prices.map((price) => price.scale));
  const factors = prices.map((price) => atScale(price, scale) * ratio.digits * UNITS_PER_USD);
  const divisor = TOKENS_PER_PRICE * 10n ** BigInt(scale + ratio.scale);
  // Reduced by what all have in common, the products stay in one machine word for real prices.
  const common = factors.reduce(greatestCommonDivisor, divisor);
  const reduced = factors.map((factor) => factor / common);
  const [input = 0n, cachedInput = 0n, output = 0n, ...others] = reduced;
  const [cacheWrite = 0n, audioInput = 0n, imageInput = 0n, audioOutput = 0n] = others;
  const special = others.length === 0 ? null : { cacheWrite, audioInput, imageInput, audioOutput };
  const isFree = reduced.every((factor) => factor === 0n);
  return { isPerCall: false, isFree, input, cachedInput, output, special, divisor: divisor / common, callUnits: 0n };
}

function bounded(text: string, max: bigint): ExactDecimal {
  const value = parseDecimal(text);
  if (value.digits <= max * 10n ** BigInt(value.scale)) return value;
  throw new AppError("BAD_INPUT", { reason: "price.out_of_range", meta: { value: text, max: Number(max) } });
}

/** A quotient rounded up. */
export function ceilDivide(dividend: bigint, divisor: bigint): bigint {
  return (dividend + divisor - 1n) / divisor;
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let [left, right] = [a, b];
  while (right !== 0n) [left, right] = [right, left % right];
  return left;
}
