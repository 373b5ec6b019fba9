import { describe, expect, it } from "vitest";
import { type AccountFunding, fundingAt } from "./funding";
import { quotaRefusal } from "./reserve";

const startedAt = new Date("2026-03-01T10:00:00Z");
const endsAt = new Date("2026-04-01T10:00:00Z");
const during = Date.parse("2026-03-01T16:00:00Z");
const account = (over: Partial<AccountFunding> = {}): AccountFunding => ({
  order: "plan_first",
  contracts: [
    {
      subscriptionId: "sub_1",
      startedAt,
      endsAt,
      period: "month",
      limits: { periodQuota: 1_000n, windows: [{ kind: "hours5", quota: 100n }] },
    },
  ],
  ...over,
});

describe("what may pay for a request", () => {
  it("is the wallet alone for those without a plan", () => {
    expect(fundingAt(null, during)).toBeNull();
    expect(fundingAt(account({ contracts: [] }), during)).toBeNull();
  });

  it("is a plan from the millisecond it begins to the one it ends, however late anybody sweeps", () => {
    expect(fundingAt(account(), startedAt.getTime() - 1)).toBeNull();
    expect(fundingAt(account(), startedAt.getTime())).not.toBeNull();
    expect(fundingAt(account(), endsAt.getTime() - 1)).not.toBeNull();
    expect(fundingAt(account(), endsAt.getTime())).toBeNull();
  });

  it("counts in the windows the request began in", () => {
    const [allowance] = fundingAt(account(), during)?.allowances ?? [];
    const second = startedAt.getTime() + 5 * 3_600_000;
    expect(allowance?.windows).toMatchObject([
      { kind: "period", startsAt: startedAt.getTime(), endsAt: endsAt.getTime(), limitQuota: 1_000n },
      { kind: "hours5", startsAt: second, limitQuota: 100n },
    ]);
  });

  it("is nothing for those who pay by plan only and have none", () => {
    expect(fundingAt(account({ order: "plan_only", contracts: [] }), during)).toEqual({
      order: "plan_only",
      allowances: [],
    });
  });
});

describe("a refusal", () => {
  const refused = { amount: 1_500_000n, tokenHint: "sk-test…0001", status: 429 as const };
  const limit = { kind: "hours5", limitQuota: 500_000n, usedQuota: 490_000n, resetsAt: during };

  it("names the limit that was reached, what of it was spent, and when it resets", () => {
    const error = quotaRefusal({ insufficient: "user", available: 60_000n, limit }, refused);
    expect(error).toMatchObject({ status: 429, code: "insufficient_quota" });
    expect(error.message).toBe(
      "Your account has not enough quota: this request needs up to $3.00, $0.12 is left. " +
        "The 5-hour limit of your plan: $0.98 of $1.00 is spent; it resets at 2026-03-01T16:00:00.000Z.",
    );
  });

  it("has a code of its own where a plan alone was to pay", () => {
    const error = quotaRefusal({ insufficient: "plan", available: 10_000n, limit }, refused);
    expect(error).toMatchObject({ status: 429, code: "plan_limit_reached" });
    expect(error.message).toContain("resets at 2026-03-01T16:00:00.000Z");
    const without = quotaRefusal({ insufficient: "plan", available: 0n }, refused);
    expect(without.message).toBe("Your account is set to pay from a plan only, and none is running.");
  });

  it("of an account without a plan says nothing of plans", () => {
    expect(quotaRefusal({ insufficient: "user", available: 0n }, refused).message).toBe(
      "Your account has not enough quota: this request needs up to $3.00, $0.00 is left.",
    );
  });
});
