import fc from "fast-check";
import { expect, it } from "vitest";
import {
  concurrencyRefusalText,
  contentRefusalText,
  quotaRefusalText,
  rateRefusalText,
  readRefusal,
  windowRefusalText,
} from "./refusal";

const amount = fc.bigInt({ min: 0n, max: 10n ** 15n });
const limit = fc.record({
  kind: fc.constantFrom("period", "week", "day", "hours5"),
  limitQuota: amount,
  usedQuota: amount,
  resetsAt: fc.integer({ min: 0, max: 4_102_444_800_000 }),
});

it("reads out of a refusal for want of quota what was written into it, to the unit", () => {
  const payer = fc.constantFrom("user" as const, "token" as const, "plan" as const);
  const refusal = fc.record({ payer, needed: amount, available: amount, limit: fc.option(limit) });
  fc.assert(
    fc.property(refusal, (fields) => {
      const text = quotaRefusalText({ ...fields, tokenHint: "sk-test…0001" });
      expect(readRefusal(text)).toEqual({ kind: "quota", ...fields });
    }),
  );
});

it("reads limits of requests", () => {
  expect(readRefusal(rateRefusalText("token", 60, 1_500))).toEqual({ kind: "rate", scope: "token", perMinute: 60 });
  expect(readRefusal(rateRefusalText("user", 5, 900))).toEqual({ kind: "rate", scope: "user", perMinute: 5 });
  for (const what of ["requests", "successes", "tokens"] as const) {
    const text = windowRefusalText({ what, limit: 1_000, minutes: 15, resetMs: 61_000 });
    expect(readRefusal(text)).toEqual({ kind: "window", what, limit: 1_000, minutes: 15 });
  }
  for (const what of ["prompt", "answer"] as const) {
    expect(readRefusal(contentRefusalText(what, 7))).toEqual({ kind: "content", what, rule: 7 });
  }
  expect(readRefusal(concurrencyRefusalText(3))).toEqual({ kind: "concurrency", max: 3 });
});

it("reads nothing into other messages", () => {
  for (const message of ["", "Too many requests in this minute.", "Your account is disabled."]) {
    expect(readRefusal(message)).toBeNull();
  }
});
