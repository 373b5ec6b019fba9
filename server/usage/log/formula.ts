import { Decimal } from "decimal.js";
import { z } from "zod";
import { SPECIAL_TOKENS, type SpecialToken } from "@/server/providers/special-token-schema";
import { splitTokens } from "@/server/supply/price/charge";

const QUOTA_UNITS_PER_DOLLAR = 500_000;
const TOKENS_PER_PRICE = 1_000_000;

export type PriceShape = {
  mode: string;
  inputPrice: string;
  outputPrice: string;
  cachedInputPrice: string;
  callPrice: string;
  groupRatio: string;
  /** JSON of the prices of special tokens, by their kind; null where none has one. */
  specialPrices?: string | null;
};

export type FormulaLine = {
  /** "fee": what a request costs that the customer's own provider served. */
  part: "input" | "cached" | "output" | "call" | "fee" | SpecialToken;
  count: number;
  price: string;
  dollars: string;
};

/** How a charge came about, for people: each part, the sum, the group's ratio and the result in dollars and units. */
export type PriceFormula = { lines: FormulaLine[]; sum: string; groupRatio: string; dollars: string; units: string };

/** `usageDetail`: JSON of how many of them were special, by their kind; null when none was. */
type TokenCounts = {
  promptTokens: number;
  cachedTokens: number;
  completionTokens: number;
  usageDetail?: string | null;
};

/**
 * Explains a charge from the prices it was computed with. Prices are dollars a million tokens (or a call); the result is
 * rounded up once, to whole quota units, as billing does.
 */
export function explainCharge(price: PriceShape, tokens: TokenCounts): PriceFormula {
  const lines = linesOf(price, tokens);
  const sum = lines.reduce((total, line) => total.plus(line.dollars), new Decimal(0));
  const dollars = sum.times(price.groupRatio);
  const units = dollars.times(QUOTA_UNITS_PER_DOLLAR).ceil();
  return {
    lines: lines.filter((line) => line.count > 0),
    sum: sum.toFixed(),
    groupRatio: price.groupRatio,
    dollars: dollars.toFixed(),
    units: units.toFixed(0),
  };
}

function linesOf(price: PriceShape, tokens: TokenCounts): FormulaLine[] {
  if (price.mode === "call") return [callLine("call", price)];
  return price.mode === "own" ? [callLine("fee", price)] : tokenLines(price, tokens);
}

function callLine(part: "call" | "fee", price: PriceShape): FormulaLine {
  return { part, count: 1, price: price.callPrice, dollars: new Decimal(price.callPrice).toFixed() };
}

function tokenLines(price: PriceShape, tokens: TokenCounts): FormulaLine[] {
  const fresh = Math.max(0, tokens.promptTokens - tokens.cachedTokens);
  const prices = readByKind(price.specialPrices, z.string());
  const special = prices === null ? {} : (readByKind(tokens.usageDetail, z.number()) ?? {});
  const parts = splitTokens({ fresh, completionTokens: tokens.completionTokens }, special);
  const lines = SPECIAL_TOKENS.map((kind) => {
    const otherwise = kind === "audioOutput" ? price.outputPrice : price.inputPrice;
    return tokenLine(kind, parts[kind], prices?.[kind] ?? otherwise);
  });
  return [
    tokenLine("input", parts.input, price.inputPrice),
    tokenLine("cached", tokens.cachedTokens, price.cachedInputPrice || price.inputPrice),
    ...lines.filter(({ part }) => part !== "audioOutput"),
    tokenLine("output", parts.output, price.outputPrice),
    ...lines.filter(({ part }) => part === "audioOutput"),
  ];
}

/** What is stored by kinds of special tokens; null where there is nothing, or nothing that can be read. */
function readByKind<Value extends z.ZodType>(text: string | null | undefined, value: Value) {
  if (!text) return null;
  try {
    return z.partialRecord(z.enum(SPECIAL_TOKENS), value).safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

function tokenLine(part: FormulaLine["part"], count: number, price: string): FormulaLine {
  return { part, count, price, dollars: new Decimal(price).times(count).div(TOKENS_PER_PRICE).toFixed() };
}
