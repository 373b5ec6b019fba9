import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalDecimal, compareDecimals, multiplyDecimals } from "./decimal";

describe("decimals as text", () => {
  it.each([
    ["02.500", "2.5"],
    ["0.0", "0"],
    ["10", "10"],
    ["0.00010", "0.0001"],
    ["7.000", "7"],
  ])("%s is spelt %s", (given, shortest) => {
    expect(canonicalDecimal(given)).toBe(shortest);
  });

  it("orders by value, not by spelling", () => {
    expect(compareDecimals("2.50", "2.5")).toBe(0);
    expect(compareDecimals("10", "9.99")).toBe(1);
    expect(compareDecimals("0.1", "0.11")).toBe(-1);
  });

  it("multiplies exactly where floats do not", () => {
    expect(multiplyDecimals("0.1", "0.2")).toBe("0.02");
    expect(multiplyDecimals("2.5", "1.20")).toBe("3");
    expect(multiplyDecimals("1.1", "1.1")).toBe("1.21");
  });

  it("keeps the value when it shortens the spelling", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999 }), fc.integer({ min: 0, max: 999_999 }), (whole, fraction) => {
        const text = `${whole}.${String(fraction).padStart(6, "0")}`;
        expect(compareDecimals(canonicalDecimal(text), text)).toBe(0);
      }),
    );
  });
});
