import { AppError } from "@/server/kernel/errors";
import type { SpecialToken, SpecialTokens } from "@/server/providers/special-token-schema";
import { type CompiledPrice, ceilDivide, compilePrice, type Price } from "./compile";

/** Tokens of one request. `cachedTokens` and `special` are part of prompt and completion, not beside them. */
export type ChargedUsage = {
  promptTokens: number;
  cachedTokens: number;
  completionTokens: number;
  special?: SpecialTokens;
};

const TOKENS_MAX = 1_000_000_000;

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
