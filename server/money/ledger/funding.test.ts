import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FUNDING_ORDERS } from "@/server/money/subscription/schema";
import { splitAmount } from "./funding";

describe("an amount", () => {
  const has = { wallet: 60n, plan: 50n };

  it.each([
    ["plan_first", { plan: 50n, wallet: 30n, lacking: 0n }],
    ["wallet_first", { plan: 20n, wallet: 60n, lacking: 0n }],
    ["plan_only", { plan: 50n, wallet: 0n, lacking: 30n }],
    ["wallet_only", { plan: 0n, wallet: 60n, lacking: 20n }],
  ] as const)("of 80 is split by %s", (order, split) => {
    expect(splitAmount(80n, { order, ...has })).toEqual(split);
  });

  it("is never split into more or less than itself, nor takes more than there is", () => {
    const units = fc.bigInt({ min: 0n, max: 1_000n });
    fc.assert(
      fc.property(units, units, units, fc.constantFrom(...FUNDING_ORDERS), (amount, wallet, plan, order) => {
        const split = splitAmount(amount, { order, wallet, plan });
        expect(split.wallet + split.plan + split.lacking).toBe(amount);
        for (const part of [split.wallet, split.plan, split.lacking]) expect(part >= 0n).toBe(true);
        expect(split.wallet <= wallet && split.plan <= plan).toBe(true);
        if (order === "plan_first" || order === "wallet_first") {
          expect(split.lacking === 0n).toBe(amount <= wallet + plan);
        }
      }),
    );
  });
});
