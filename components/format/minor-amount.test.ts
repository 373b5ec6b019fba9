import { describe, expect, it } from "vitest";
import { formatMinor, minorToText, textToMinor } from "./minor-amount";

describe("amounts in a currency's smallest unit", () => {
  it("are written with the currency's own decimals", () => {
    expect(formatMinor(1_999n, "USD", "en")).toBe("$19.99");
    expect(formatMinor(13_800n, "CNY", "zh-CN")).toBe("¥138.00");
    expect(formatMinor(500n, "JPY", "en")).toBe("¥500");
    expect(formatMinor(-5n, "EUR", "en")).toBe("\u2212€0.05");
  });

  it("stay exact beyond what a float holds", () => {
    expect(formatMinor(9_007_199_254_740_993n, "USD", "en")).toBe("$90,071,992,547,409.93");
  });

  it("are read back as they were written", () => {
    for (const minor of [0n, 1n, 99n, 100n, 123_456n]) {
      expect(textToMinor(minorToText(minor, "USD"), "USD")).toBe(minor);
    }
    expect(textToMinor("1,234.5", "USD")).toBe(123_450n);
    expect(textToMinor("12", "JPY")).toBe(12n);
  });

  it.each(["", "-1", "1.234", "1e3", "abc", "1.2.3"])("%j is none", (text) => {
    expect(textToMinor(text, "USD")).toBeNull();
  });
});
