import { describe, expect, it } from "vitest";
import { compilePrice } from "./compile";
import { canonicalDecimal, compareDecimals } from "./decimal";
import { DEFAULT_PRICES } from "./default-prices";

describe("the price table a new installation starts from", () => {
  it("names every model once", () => {
    expect(new Set(DEFAULT_PRICES.map(({ model }) => model)).size).toBe(DEFAULT_PRICES.length);
  });

  it.each(DEFAULT_PRICES)("$model is billable, spelt shortest, and no dearer cached than not", (price) => {
    expect(compilePrice(price, "1").isFree).toBe(false);
    expect(canonicalDecimal(price.inputPrice)).toBe(price.inputPrice);
    expect(canonicalDecimal(price.outputPrice)).toBe(price.outputPrice);
    expect(compareDecimals(price.cachedInputPrice ?? "0", price.inputPrice)).toBeLessThan(1);
  });
});
