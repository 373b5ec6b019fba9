import { describe, expect, it } from "vitest";
import { isPriceJump } from "./price-jump";

describe("a change of price worth a second look", () => {
  it.each([
    ["2", "20"],
    ["20", "2"],
    ["0.0000025", "2.5"],
    ["1", "0"],
    ["0", "0.01"],
  ])("%s to %s", (before, after) => {
    expect(isPriceJump(before, after)).toBe(true);
  });

  it.each([
    ["2", "19.99"],
    ["19.99", "2"],
    ["1.0", "1"],
    ["0", "0.00"],
  ])("but not %s to %s", (before, after) => {
    expect(isPriceJump(before, after)).toBe(false);
  });
});
