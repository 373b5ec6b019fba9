import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dollarsToQuota, formatQuota, quotaToDollars } from "./quota";

describe("money is shown from whole units", () => {
  test.each([
    [0n, "$0.00"],
    [500_000n, "$1.00"],
    [617_250_000n, "$1,234.50"],
    [-500_000n, "\u2212$1.00"],
    [6_000n, "$0.0120"],
    [1n, "$0.000002"],
    [123_456_789_012_345_678n, "$246,913,578,024.69"],
  ])("%d units read %s", (units, text) => {
    expect(formatQuota(units)).toBe(text);
  });

  test("a column can fix its decimals", () => {
    expect(formatQuota(1n, "cents")).toBe("$0.00");
    expect(formatQuota(2_500n, "cents")).toBe("$0.01");
    expect(formatQuota(500_001n, "exact")).toBe("$1.000002");
  });
});

describe("money is shown in the site's currency", () => {
  test.each([
    [500_000n, { currency: "CNY", rate: "7.25" }, "¥7.25"],
    [-500_000n, { currency: "EUR", rate: "0.9123456" }, "\u2212€0.9123"],
    [1_234_567n, { currency: "quota", rate: "1" }, "1,234,567"],
    [500_000n, { currency: "USD", rate: "3" }, "$1.00"],
  ] as const)("%d units, %j: %s", (units, money, text) => expect(formatQuota(units, "auto", money)).toBe(text));

  test("a converted amount is rounded once, to the nearest", () => {
    expect(formatQuota(1n, "exact", { currency: "CNY", rate: "7.25" })).toBe("¥0.000015");
  });
});

describe("what a person types becomes units", () => {
  test.each([
    ["1", 500_000n],
    ["$1,000.50", 500_250_000n],
    ["-0.000002", -1n],
    ["12.", 6_000_000n],
  ])("%s", (text, units) => {
    expect(dollarsToQuota(text)).toBe(units);
  });

  test.each(["", "abc", "1.2.3", "0.000001", "1e3", "0.0000001"])("%j is refused", (text) => {
    expect(dollarsToQuota(text)).toBeNull();
  });

  test("every amount survives the way to the input and back", () => {
    fc.assert(
      fc.property(fc.bigInt(-(10n ** 20n), 10n ** 20n), (units) => dollarsToQuota(quotaToDollars(units)) === units),
    );
  });
});
