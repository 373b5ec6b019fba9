import { AppError } from "@/server/kernel/errors";
import type { SpecialToken, SpecialTokens } from "@/server/providers/special-tokens";
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

/** Tokens of one request. `cachedTokens` and `special` are part of prompt and completion, not beside them. */
export type ChargedUsage = {
  promptTokens: number;
  cachedTokens: number;
  completionTokens: number;
  special?: SpecialTokens;
};

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
const TOKENS_MAX = 1_000_000_000;
// With these bounds the dearest request, 2 × 10^9 tokens, is 10^17 units: it fits a 64-bit column.
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

/**
 * What a request costs in quota units (1/500,000 US dollar), exact and rounded up once at the end: never negative, and
 * never 0 for tokens that have a price. Cached tokens above the prompt count as the prompt: an upstream that reports them
 * beside it must not make the input negative. What is cached counts as cached, whatever it is; of the rest each kind of
 * special tokens takes its part in their order, as far as there is any. Throws BAD_INPUT (price.bad_usage) unless counts are
 * integers in 0..10^9.
 */
export function chargeUnits(compiled: CompiledPrice, usage: ChargedUsage): bigint {
  const { promptTokens, cachedTokens, completionTokens } = usage;
  checkCount("promptTokens", promptTokens);
  checkCount("cachedTokens", cachedTokens);
  checkCount("completionTokens", completionTokens);
  if (compiled.isPerCall) return compiled.callUnits;
  const cached = Math.min(cachedTokens, promptTokens);
  const fresh = promptTokens - cached;
  const { special } = usage;
  if (special && compiled.special) {
    const parts = splitTokens({ fresh, completionTokens }, special);
    return ceilDivide(sumOfParts(compiled, compiled.special, { ...parts, cached }), compiled.divisor);
  }
  const sum =
    BigInt(fresh) * compiled.input + BigInt(cached) * compiled.cachedInput + BigInt(completionTokens) * compiled.output;
  return ceilDivide(sum, compiled.divisor);
}

/** The tokens of a request by what they cost; what is left of prompt and completion is `input` and `output`. */
export type TokenParts = Record<SpecialToken | "input" | "output", number>;

/** Splits fresh input and completion into their special parts, never into more than there is. */
export function splitTokens(whole: { fresh: number; completionTokens: number }, special: SpecialTokens): TokenParts {
  let input = whole.fresh;
  const take = (kind: SpecialToken) => {
    const count = special[kind] ?? 0;
    checkCount(kind, count);
    const taken = Math.min(count, input);
    input -= taken;
    return taken;
  };
  const [cacheWrite, audioInput, imageInput] = [take("cacheWrite"), take("audioInput"), take("imageInput")];
  checkCount("audioOutput", special.audioOutput ?? 0);
  const audioOutput = Math.min(special.audioOutput ?? 0, whole.completionTokens);
  return { cacheWrite, audioInput, imageInput, audioOutput, input, output: whole.completionTokens - audioOutput };
}

type Factors = NonNullable<CompiledPrice["special"]>;

function sumOfParts(compiled: CompiledPrice, factors: Factors, parts: TokenParts & { cached: number }): bigint {
  return (
    BigInt(parts.input) * compiled.input +
    BigInt(parts.cached) * compiled.cachedInput +
    BigInt(parts.output) * compiled.output +
    BigInt(parts.cacheWrite) * factors.cacheWrite +
    BigInt(parts.audioInput) * factors.audioInput +
    BigInt(parts.imageInput) * factors.imageInput +
    BigInt(parts.audioOutput) * factors.audioOutput
  );
}

/** What may be in a request that cannot be told from its tokens. */
export type Expected = { promptTokens: number; completionTokens: number; hasMedia: boolean; wantsAudio: boolean };

/**
 * The most a request of so many tokens can cost, whatever part of them is cached, written to a cache, sound or pictures: sound
 * and pictures count where the request has some, sound in the answer where it asks for some. Throws as chargeUnits.
 */
export function dearestUnits(compiled: CompiledPrice, expected: Expected): bigint {
  const { promptTokens, completionTokens, hasMedia, wantsAudio } = expected;
  checkCount("promptTokens", promptTokens);
  checkCount("completionTokens", completionTokens);
  if (compiled.isPerCall) return compiled.callUnits;
  const { special, input, cachedInput, output } = compiled;
  const inputs = [input, cachedInput];
  if (special) inputs.push(special.cacheWrite);
  if (special && hasMedia) inputs.push(special.audioInput, special.imageInput);
  const outputs = special && wantsAudio ? [output, special.audioOutput] : [output];
  const sum = BigInt(promptTokens) * dearest(inputs) + BigInt(completionTokens) * dearest(outputs);
  return ceilDivide(sum, compiled.divisor);
}

function dearest(factors: readonly bigint[]): bigint {
  return factors.reduce((most, factor) => (factor > most ? factor : most));
}

/** Tokens of many requests together. `cachedTokens` are part of `promptTokens`; `requestCount` counts those that were charged. */
export type UsageSum = { requestCount: bigint; promptTokens: bigint; cachedTokens: bigint; completionTokens: bigint };

/**
 * What many requests cost together in quota units, rounded up once. Each request by itself was rounded up, so that the sum of
 * their charges lies above this by less than one unit a request.
 */
export function chargeOfSum(compiled: CompiledPrice, sum: UsageSum): bigint {
  if (compiled.isPerCall) return sum.requestCount * compiled.callUnits;
  // The roll-ups do not tell special tokens apart: they count as the others.
  const cached = sum.cachedTokens < sum.promptTokens ? sum.cachedTokens : sum.promptTokens;
  const dividend =
    (sum.promptTokens - cached) * compiled.input +
    cached * compiled.cachedInput +
    sum.completionTokens * compiled.output;
  return ceilDivide(dividend, compiled.divisor);
}

/** The charge of one usage under a price that was not compiled before: for previews and records, not for the hot path. */
export function chargeFor(input: { price: Price; usage: ChargedUsage; groupRatio: string }): bigint {
  return chargeUnits(compilePrice(input.price, input.groupRatio), input.usage);
}

function checkCount(name: string, count: number): void {
  if (Number.isInteger(count) && count >= 0 && count <= TOKENS_MAX) return;
  throw new AppError("BAD_INPUT", { reason: "price.bad_usage", meta: { name, count: String(count) } });
}

function bounded(text: string, max: bigint): ExactDecimal {
  const value = parseDecimal(text);
  if (value.digits <= max * 10n ** BigInt(value.scale)) return value;
  throw new AppError("BAD_INPUT", { reason: "price.out_of_range", meta: { value: text, max: Number(max) } });
}

function ceilDivide(dividend: bigint, divisor: bigint): bigint {
  return (dividend + divisor - 1n) / divisor;
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let [left, right] = [a, b];
  while (right !== 0n) [left, right] = [right, left % right];
  return left;
}
