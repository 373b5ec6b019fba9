import { describe, expect, it } from "vitest";
import type { AuthEntry } from "./auth-entry";
import { charge, priceOf } from "./price";
import { parseRequest } from "./request";
import { reserveAmount } from "./reserve";
import { resolveModel } from "./resolve-model";
import type { Snapshot, StoredPrice } from "./snapshot";
import { testAuthEntry } from "./testing/auth-entry";
import { testChannel } from "./testing/channel";
import { testGroup } from "./testing/group";

const token = (inputPrice: string, outputPrice: string): StoredPrice => ({
  mode: "token",
  inputPrice,
  outputPrice,
  cachedInputPrice: null,
  callPrice: "0",
});
const snapshot: Snapshot = {
  leftOut: new Map(),
  tiers: new Map([
    [
      "default",
      new Map([
        ["gpt", [[{ channel: testChannel(), weight: 1, priority: 0 }]]],
        ["unpriced", [[{ channel: testChannel(), weight: 1, priority: 0 }]]],
      ]),
    ],
  ]),
  prices: new Map([
    ["gpt", token("2", "8")],
    ["drawing", { ...token("0", "0"), mode: "call", callPrice: "0.04" }],
  ]),
  groups: new Map([["vip", testGroup({ ratio: "0.5" })]]),
};
const chat = (model: string, over: object = {}) =>
  parseRequest("chat", Buffer.from(JSON.stringify({ model, messages: [{ role: "user", content: "hi" }], ...over })));
const resolve = (model: string, over: { entry?: Partial<AuthEntry>; allowsUnpriced?: boolean } = {}) =>
  resolveModel(snapshot, {
    entry: testAuthEntry(over.entry),
    request: chat(model),
    groups: [over.entry?.groupName ?? "default"],
    allowsUnpriced: over.allowsUnpriced ?? false,
    own: null,
    isLoop: false,
  });

describe("a model", () => {
  it("is found in the key's group, with its price", () => {
    expect(resolve("gpt").price.row).toMatchObject({ inputPrice: "2", outputPrice: "8", groupRatio: "1" });
  });

  it.each([
    [
      "outside the key's limits",
      "gpt",
      { entry: { isAllowedModel: (model: string) => model === "other" } },
      403,
      "model_not_allowed",
    ],
    ["that nobody serves", "nothing", {}, 404, "model_not_found"],
    ["that another group has", "gpt", { entry: { groupName: "vip" } }, 404, "model_not_found"],
    ["without a price", "unpriced", {}, 400, "model_not_priced"],
  ])("%s is refused", (_name, model, over, status, code) => {
    expect(() => resolve(model, over)).toThrow(expect.objectContaining({ status, code }));
  });

  it("without a price is free where the setting allows it", () => {
    expect(
      charge(resolve("unpriced", { allowsUnpriced: true }).price, {
        promptTokens: 9,
        cachedTokens: 0,
        completionTokens: 9,
      }),
    ).toBe(0n);
  });
});

describe("what is set aside", () => {
  it("covers the largest answer the client allows, else the site's default", () => {
    const price = resolve("gpt").price;
    const least = reserveAmount(chat("gpt", { max_tokens: 1 }), price, 4_096);
    expect(reserveAmount(chat("gpt", { max_tokens: 1_001 }), price, 4_096) - least).toBe(4_000n);
    expect(reserveAmount(chat("gpt"), price, 4_096) - least).toBe(4_095n * 4n);
    expect(reserveAmount(chat("gpt", { n: 2 }), price, 100) - least).toBe(199n * 4n);
  });

  it("is the whole price of a call, in the group's ratio", () => {
    const price = priceOf(snapshot, "drawing", { group: "vip", homeGroup: "default" });
    expect(price && reserveAmount(chat("drawing"), price, 4_096)).toBe(10_000n);
  });
});
