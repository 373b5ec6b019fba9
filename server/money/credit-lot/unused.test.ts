import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { PursedWallet } from "./testing/pursed-wallet";
import { type LotSpan, unusedOf } from "./unused";

const lot = (id: string, over: Partial<LotSpan> & { ends?: number } = {}): LotSpan => ({
  id,
  amount: 100n,
  usedFrom: 0n,
  usedTo: null,
  expiresAt: new Date(over.ends ?? 1_000),
  ...over,
});
const unused = (lots: LotSpan[], usedNow: bigint) => Object.fromEntries(unusedOf(lots, usedNow));

describe("what is left of credit that ends", () => {
  test("is all of it while nothing is spent, and nothing once enough was", () => {
    expect(unused([lot("a")], 0n)).toEqual({ a: 100n });
    expect(unused([lot("a")], 30n)).toEqual({ a: 70n });
    expect(unused([lot("a")], 500n)).toEqual({ a: 0n });
  });

  test("does not count what was spent before it was credited", () => {
    expect(unused([lot("a", { usedFrom: 80n })], 90n)).toEqual({ a: 90n });
  });

  test("is spent first where it ends first, whichever came first", () => {
    expect(unused([lot("late", { ends: 2_000 }), lot("soon", { ends: 1_000 })], 130n)).toEqual({ soon: 0n, late: 70n });
  });

  test("a lot that came later and ends sooner takes over from then on", () => {
    const lots = [lot("late", { ends: 2_000 }), lot("soon", { ends: 1_000, usedFrom: 40n })];
    expect(unused(lots, 90n)).toEqual({ late: 60n, soon: 50n });
  });

  test("spending after a lot has ended is no longer its", () => {
    const lots = [lot("gone", { ends: 1_000, usedTo: 60n }), lot("late", { ends: 2_000 })];
    expect(unused(lots, 90n)).toEqual({ gone: 40n, late: 70n });
  });
});

type Event =
  | { kind: "credit"; amount: number; lasts: number | null }
  | { kind: "spend"; amount: number }
  | { kind: "wait" };

const event: fc.Arbitrary<Event> = fc.oneof(
  fc.record({
    kind: fc.constant("credit" as const),
    amount: fc.integer({ min: 1, max: 50 }),
    lasts: fc.option(fc.integer({ min: 1, max: 8 })),
  }),
  fc.record({ kind: fc.constant("spend" as const), amount: fc.integer({ min: 1, max: 60 }) }),
  fc.constant({ kind: "wait" as const }),
);

test("ending credit takes back exactly what is left of it, and never other money", () => {
  fc.assert(
    fc.property(fc.array(event, { maxLength: 60 }), (events) => {
      const wallet = new PursedWallet();
      for (const step of events) {
        if (step.kind === "credit") wallet.credit(BigInt(step.amount), step.lasts);
        else if (step.kind === "spend") wallet.spend(BigInt(step.amount));
        else wallet.hour += 1;
        for (const purse of wallet.due()) {
          const spans = wallet.purses.map(({ span }) => span);
          expect(unusedOf(spans, wallet.used).get(purse.span.id)).toBe(purse.left);
          wallet.end(purse);
        }
      }
      const left = unusedOf(
        wallet.purses.map(({ span }) => span),
        wallet.used,
      );
      for (const { span, left: expected } of wallet.open()) expect(left.get(span.id)).toBe(expected);
    }),
    { numRuns: 500 },
  );
});
