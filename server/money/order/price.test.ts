import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type PriceTerms, priceOf, shareOfQuota, UNITS_PER_CENT, UNITS_PER_USD, worthOfMoney } from "./price";

const TERMS: PriceTerms = {
  currency: "CNY",
  unitPrice: "7.3",
  groupRatio: "1",
  discounts: [],
  minUsd: 1,
  maxUsd: 10_000,
};
const usd = (amount: number) => BigInt(amount) * UNITS_PER_USD;

describe("the price of credit", () => {
  it("is amount × unit price × the group's ratio × the discount", () => {
    expect(priceOf(usd(10), TERMS)).toMatchObject({ amountMinor: 7_300n, currency: "CNY", quota: usd(10) });
    expect(priceOf(usd(10), { ...TERMS, groupRatio: "0.9" }).amountMinor).toBe(6_570n);
    expect(priceOf(usd(100), { ...TERMS, discounts: [{ fromUsd: 100, factor: "0.95" }] }).amountMinor).toBe(69_350n);
  });

  it("has the discount of the highest amount that is reached, and none below the first", () => {
    const discounts = [
      { fromUsd: 500, factor: "0.9" },
      { fromUsd: 100, factor: "0.95" },
    ];
    const discountAt = (amount: number) => priceOf(usd(amount), { ...TERMS, discounts }).breakdown.discount;
    expect([99, 100, 499, 500, 501].map(discountAt)).toEqual(["1", "0.95", "0.95", "0.9", "0.9"]);
  });

  it("knows currencies without a smaller unit", () => {
    expect(priceOf(usd(10), { ...TERMS, currency: "JPY", unitPrice: "151.25" }).amountMinor).toBe(1_513n);
  });

  it("is rounded once: a third of a cent more is no cent, half of one is", () => {
    expect(priceOf(usd(1), { ...TERMS, unitPrice: "1.0033" }).amountMinor).toBe(100n);
    expect(priceOf(usd(1), { ...TERMS, unitPrice: "1.005" }).amountMinor).toBe(101n);
  });

  it("refuses less and more than the site sells, parts of a cent, nothing and less than nothing", () => {
    for (const [quota, reason] of [
      [usd(1) - UNITS_PER_CENT, "order.amount_too_small"],
      [usd(10_000) + UNITS_PER_CENT, "order.amount_too_large"],
      [usd(5) + 1n, "order.amount_not_whole"],
      [0n, "order.amount_too_small"],
      [-usd(5), "order.amount_too_small"],
    ] as const) {
      expect(() => priceOf(quota, TERMS)).toThrow(expect.objectContaining({ code: "BAD_INPUT", reason }));
    }
  });

  it("refuses what would cost nothing", () => {
    expect(() => priceOf(usd(1), { ...TERMS, unitPrice: "0.001" })).toThrow(
      expect.objectContaining({ reason: "order.amount_too_small" }),
    );
  });
});

const decimal = fc
  .tuple(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 1, max: 9_999 }))
  .map(([whole, fraction]) => `${whole}.${String(fraction).padStart(4, "0")}`);
const terms = fc.record({
  currency: fc.constantFrom("CNY", "USD", "JPY"),
  unitPrice: decimal.filter((text) => Number(text) > 0.5),
  groupRatio: decimal.filter((text) => Number(text) > 0.05),
  discounts: fc.array(
    fc.record({ fromUsd: fc.integer({ min: 1, max: 9_000 }), factor: fc.constantFrom("0.5", "0.85", "1") }),
    { maxLength: 4 },
  ),
  minUsd: fc.constant(1),
  maxUsd: fc.constant(10_000),
});
const cents = fc.integer({ min: 4_000, max: 1_000_000 }).map((count) => BigInt(count) * UNITS_PER_CENT);

describe("for any terms and any amount of credit", () => {
  it("the quote, the charge and the credit are the same each time, and the credit is what was asked for", () => {
    fc.assert(
      fc.property(cents, terms, (quota, its) => {
        const quote = priceOf(quota, its);
        expect(priceOf(quota, its)).toEqual(quote);
        expect(quote.quota).toBe(quota);
        expect(quote.amountMinor).toBeGreaterThan(0n);
      }),
    );
  });

  it("more credit never costs less, as long as the discount is the same", () => {
    fc.assert(
      fc.property(cents, cents, terms, (a, b, its) => {
        const plain = { ...its, discounts: [] };
        const [less, more] = a < b ? [a, b] : [b, a];
        expect(priceOf(less, plain).amountMinor <= priceOf(more, plain).amountMinor).toBe(true);
      }),
    );
  });

  it("the parts of a refunded payment take exactly the whole credit in the end, and never more on the way", () => {
    const payment = fc.record({ quota: cents, amountMinor: fc.bigInt({ min: 1n, max: 1_000_000n }) });
    fc.assert(
      fc.property(payment, fc.array(fc.integer({ min: 1, max: 99 }), { maxLength: 8 }), (order, percents) => {
        let refunded = 0n;
        let taken = 0n;
        for (const percent of [...percents, 100]) {
          const left = order.amountMinor - refunded;
          refunded += (left * BigInt(percent)) / 100n;
          taken += shareOfQuota(order, refunded) - taken;
          expect(taken <= order.quota).toBe(true);
        }
        expect([refunded, taken]).toEqual([order.amountMinor, order.quota]);
      }),
    );
  });
});

it.each([
  { amountMinor: 7_300n, currency: "CNY", unitPrice: "7.3", units: 5_000_000n },
  { amountMinor: 1_000n, currency: "USD", unitPrice: "1", units: 5_000_000n },
  { amountMinor: 15_000n, currency: "JPY", unitPrice: "150", units: 50_000_000n },
  { amountMinor: 1n, currency: "CNY", unitPrice: "7.3", units: 685n },
])("$amountMinor of the smallest unit of $currency are worth $units quota units", ({ amountMinor, units, ...rate }) => {
  expect(worthOfMoney(amountMinor, rate)).toBe(units);
});
