import { describe, expect, it } from "vitest";
import { priceOf } from "./price";
import type { RelayResult } from "./relay";
import { parseRequest } from "./request";
import type { Snapshot } from "./snapshot";
import { billOf } from "./usage";

const snapshot: Snapshot = {
  tiers: new Map(),
  leftOut: new Map(),
  prices: new Map([
    ["m", { mode: "token", inputPrice: "2", outputPrice: "2", cachedInputPrice: null, callPrice: "0" }],
    ["per-call", { mode: "call", inputPrice: "0", outputPrice: "0", cachedInputPrice: null, callPrice: "0.01" }],
  ]),
  groups: new Map(),
};
const request = parseRequest(
  "chat",
  Buffer.from(JSON.stringify({ model: "m", messages: [{ role: "user", content: "x".repeat(400) }] })),
);
const usage = { promptTokens: 10, cachedTokens: 0, completionTokens: 5 };

function bill(result: Partial<RelayResult>, { model = "m", policy = "delivered" as "delivered" | "free" } = {}) {
  const price = priceOf(snapshot, model, { group: "default", homeGroup: "default" });
  if (!price) throw new Error("no price");
  const whole: RelayResult = {
    outcome: "completed",
    httpStatus: 200,
    usage: null,
    contentBytes: 0,
    isDelivered: true,
    error: null,
    finish: () => undefined,
    ...result,
  };
  return billOf(whole, { request, price, settings: { interruptedPolicy: policy } });
}

describe("the bill", () => {
  it("of a complete answer is the provider's usage", () => {
    expect(bill({ usage })).toEqual({ usage, usageSource: "provider", charge: 15n });
  });

  it("of an answer without usage is estimated, and says so", () => {
    const { usageSource, charge } = bill({ contentBytes: 400 });
    expect(usageSource).toBe("estimated");
    expect(charge > 190n && charge < 230n).toBe(true);
  });

  it("of a reported zero stays zero", () => {
    const none = { promptTokens: 0, cachedTokens: 0, completionTokens: 0 };
    expect(bill({ usage: none })).toMatchObject({ usageSource: "provider", charge: 0n });
  });

  it("of nonsense an upstream reports stays in range", () => {
    const absurd = { promptTokens: -5, cachedTokens: Number.NaN, completionTokens: 1e300 };
    expect(bill({ usage: absurd })).toMatchObject({
      usage: { promptTokens: 0, cachedTokens: 0, completionTokens: 100_000_000 },
    });
  });

  it.each([
    ["a client that left before anything came", { outcome: "client_gone", isDelivered: false }, "delivered", 0n],
    [
      "an upstream that failed before anything came",
      { outcome: "upstream_error", isDelivered: false, usage },
      "delivered",
      0n,
    ],
    ["a broken stream, free by policy", { outcome: "upstream_error", contentBytes: 400 }, "free", 0n],
    ["a broken stream with its usage known", { outcome: "timeout", usage }, "delivered", 15n],
    ["a client that left a drained stream", { outcome: "client_gone", usage }, "delivered", 15n],
  ] as const)("of %s", (_name, result, policy, charge) => {
    expect(bill(result, { policy }).charge).toBe(charge);
  });

  it("of a priced call is its price once something was delivered, and nothing before", () => {
    expect(bill({ usage: null }, { model: "per-call" }).charge).toBe(5_000n);
    expect(bill({ isDelivered: false, outcome: "client_gone" }, { model: "per-call" }).charge).toBe(0n);
  });
});
