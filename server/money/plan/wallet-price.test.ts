import { describe, expect, it } from "vitest";
import { requireWalletPrice, walletPrice } from "./wallet-price";

const dollars = { currency: "USD", rate: "1" };
const yuan = { currency: "CNY", rate: "7.25" };

describe("what a plan costs from the wallet", () => {
  it("is exact in dollars, whatever the site shows", () => {
    expect(walletPrice({ minor: 999n, currency: "USD" }, dollars)).toBe(4_995_000n);
    expect(walletPrice({ minor: 999n, currency: "USD" }, yuan)).toBe(4_995_000n);
    expect(walletPrice({ minor: 0n, currency: "USD" }, dollars)).toBe(0n);
  });

  it("is converted at the site's rate and rounded up once", () => {
    expect(walletPrice({ minor: 725n, currency: "CNY" }, yuan)).toBe(500_000n);
    expect(walletPrice({ minor: 1n, currency: "CNY" }, yuan)).toBe(690n);
  });

  it("is nothing for what is free, in any currency", () => {
    expect(walletPrice({ minor: 0n, currency: "EUR" }, yuan)).toBe(0n);
  });

  it("is refused in a currency the site has no rate for", () => {
    expect(walletPrice({ minor: 1n, currency: "EUR" }, yuan)).toBeNull();
    expect(() => requireWalletPrice({ minor: 1n, currency: "EUR" }, yuan)).toThrow(
      expect.objectContaining({ reason: "plan.no_rate" }),
    );
  });
});
