import { describe, expect, it } from "vitest";
import { periodAt } from "./period";
import { proRataRefund } from "./refund";

const startedAt = new Date("2026-04-01T00:00:00Z");
const at = (text: string) => new Date(`${text}T00:00:00Z`);

function refund(when: Date, fields: { periodNumber?: number; paidQuota?: bigint; usedQuota?: bigint } = {}) {
  const { periodNumber = 1, paidQuota = 3_000n, usedQuota } = fields;
  const allowance = usedQuota === undefined ? null : { usedQuota, limitQuota: 1_000n };
  return proRataRefund({ paidQuota, periodNumber, current: periodAt(startedAt, "month", when), allowance }, when);
}

describe("what is given back of a subscription", () => {
  it("is the share of time that is left, rounded down", () => {
    expect(refund(at("2026-04-16"))).toBe(1_500n);
    expect(refund(at("2026-04-30"), { paidQuota: 100n })).toBe(3n);
  });

  it("is no more than the share of the allowance that is left", () => {
    expect(refund(at("2026-04-16"), { usedQuota: 200n })).toBe(1_500n);
    expect(refund(at("2026-04-16"), { usedQuota: 900n })).toBe(300n);
    expect(refund(at("2026-04-02"), { usedQuota: 1_200n })).toBe(0n);
  });

  it("counts periods paid ahead as whole", () => {
    expect(refund(at("2026-04-16"), { periodNumber: 3, paidQuota: 9_000n, usedQuota: 1_000n })).toBe(6_000n);
  });

  it("is everything before the start, and nothing after the end or for what cost nothing", () => {
    expect(refund(at("2026-03-01"))).toBe(3_000n);
    expect(refund(at("2026-05-02"))).toBe(0n);
    expect(refund(at("2026-04-02"), { paidQuota: 0n })).toBe(0n);
  });
});
