import type { ModelPrice } from "@/prisma/generated/sqlite/client";
import { canonicalDecimal, compareDecimals } from "../decimal";
import { isPriceJump } from "../price-jump";
import type { PriceFields, PriceMode } from "../schema";
import { mapSpecialPrices } from "../special-price-schema";

/** The price of a stored row. */
export function toPriceFields(row: ModelPrice): PriceFields {
  const { inputPrice, outputPrice, cachedInputPrice, callPrice } = row;
  const special = mapSpecialPrices(row, (price) => price);
  return { mode: row.mode as PriceMode, inputPrice, outputPrice, cachedInputPrice, ...special, callPrice };
}

/** The same price in the spelling it is stored in, so that "2.50" is no change of "2.5". */
export function canonicalPrice(price: PriceFields): PriceFields {
  return {
    mode: price.mode,
    inputPrice: canonicalDecimal(price.inputPrice),
    outputPrice: canonicalDecimal(price.outputPrice),
    cachedInputPrice: price.cachedInputPrice === null ? null : canonicalDecimal(price.cachedInputPrice),
    ...mapSpecialPrices(price, canonicalDecimal),
    callPrice: canonicalDecimal(price.callPrice),
  };
}

export function isSamePrice(a: PriceFields, b: PriceFields): boolean {
  return JSON.stringify(canonicalPrice(a)) === JSON.stringify(canonicalPrice(b));
}

/** Whether any part of a price that is charged moved tenfold or more, or the way of charging changed. */
export function isJump(before: PriceFields, after: PriceFields): boolean {
  if (before.mode !== after.mode) return true;
  if (after.mode === "call") return isPriceJump(before.callPrice, after.callPrice);
  const [from, to] = [tokenPrices(before), tokenPrices(after)];
  return from.some((price, at) => isPriceJump(price, to[at] ?? price));
}

/** What each kind of tokens costs, in one order. */
function tokenPrices(price: PriceFields): string[] {
  const { inputPrice, outputPrice } = price;
  const ofInput = [price.cachedInputPrice, price.cacheWritePrice, price.audioInputPrice, price.imageInputPrice];
  return [inputPrice, outputPrice, ...ofInput.map((text) => text ?? inputPrice), price.audioOutputPrice ?? outputPrice];
}

/** Whether a request at this price costs nothing, whatever it uses. */
export function isFreePrice(price: PriceFields): boolean {
  const charged = price.mode === "call" ? [price.callPrice] : tokenPrices(price);
  return charged.every((text) => compareDecimals(text, "0") === 0);
}
