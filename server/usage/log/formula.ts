import { Decimal } from "decimal.js";

const QUOTA_UNITS_PER_DOLLAR = 500_000;
const TOKENS_PER_PRICE = 1_000_000;

export type PriceShape = {
  mode: string;
  inputPrice: string;
  outputPrice: string;
  cachedInputPrice: string;
  callPrice: string;
  groupRatio: string;
};

export type FormulaLine = {
  /** "fee": what a request costs that the customer's own provider served. */
  part: "input" | "cached" | "output" | "call" | "fee";
  count: number;
  price: string;
  dollars: string;
};

/** How a charge came about, for people: each part, the sum, the group's ratio and the result in dollars and units. */
export type PriceFormula = { lines: FormulaLine[]; sum: string; groupRatio: string; dollars: string; units: string };

type TokenCounts = { promptTokens: number; cachedTokens: number; completionTokens: number };

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
  return [
    tokenLine("input", fresh, price.inputPrice),
    tokenLine("cached", tokens.cachedTokens, price.cachedInputPrice || price.inputPrice),
    tokenLine("output", tokens.completionTokens, price.outputPrice),
  ];
}

function tokenLine(part: FormulaLine["part"], count: number, price: string): FormulaLine {
  return { part, count, price, dollars: new Decimal(price).times(count).div(TOKENS_PER_PRICE).toFixed() };
}
