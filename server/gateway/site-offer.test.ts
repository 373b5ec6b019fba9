import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { servedIn } from "./own-offer";
import { charge } from "./price";
import { parseRequest } from "./request";
import { reserveAmount } from "./reserve";
import { resolveModel } from "./resolve-model";
import { selectChannel } from "./route";
import { routeViewOf } from "./route-view";
import type { Snapshot, Tier } from "./snapshot";
import { testAuthEntry } from "./testing/auth-entry";
import { testChannel } from "./testing/channel";
import { testGroup } from "./testing/group";

const tier = (...ids: string[]): Tier => ids.map((id) => ({ channel: testChannel({ id }), weight: 1, priority: 0 }));
const snapshot: Snapshot = {
  leftOut: new Map(),
  tiers: new Map([
    ["cheap", new Map([["gpt", [tier("a"), tier("b")]]])],
    ["fast", new Map([["gpt", [tier("b", "c")]]])],
    ["other", new Map([["only-other", [tier("d")]]])],
  ]),
  prices: new Map(
    ["gpt", "only-other"].map((model) => [
      model,
      { mode: "token", inputPrice: "2", outputPrice: "8", cachedInputPrice: null, callPrice: "0" },
    ]),
  ),
  groups: new Map([
    ["cheap", testGroup({ ratio: "0.5" })],
    ["fast", testGroup({ ratio: "3", accountRatios: { partner: "2" } })],
    ["other", testGroup()],
  ]),
};
const GROUPS = ["cheap", "fast", "other"];
const entry = testAuthEntry({ isAuto: true, homeGroup: "partner" });

function requestOf(model: string, over: object = {}) {
  const body = { model, messages: [{ role: "user", content: "hi" }], ...over };
  return parseRequest("chat", Buffer.from(JSON.stringify(body)));
}

function offerOf(model: string, groups = GROUPS, site = snapshot) {
  const request = requestOf(model);
  return resolveModel(site, { entry, request, groups, allowsUnpriced: false, own: null, isLoop: false });
}

/** The order in which channels are asked when each fails. */
function askedInTurn(tiers: readonly Tier[]): string[] {
  const tried = new Set<string>();
  for (let next = selectChannel(tiers, tried, () => 0); next; next = selectChannel(tiers, tried, () => 0)) {
    tried.add(next.id);
  }
  return [...tried];
}

describe("a request of several groups", () => {
  it("tries all channels of a group before the next group's, and a channel once", () => {
    expect(askedInTurn(offerOf("gpt").tiers)).toEqual(["a", "b", "c"]);
    const view = routeViewOf(snapshot, { entry, model: "gpt", groups: GROUPS });
    expect(view && askedInTurn(view.tiers)).toEqual(["a", "b", "c"]);
  });

  it("costs what the group costs that served it, and is reserved at the dearest", () => {
    const offer = offerOf("gpt");
    expect(servedIn(offer, "b")).toMatchObject({ group: "cheap", price: { row: { groupRatio: "0.5" } } });
    expect(servedIn(offer, "c")).toMatchObject({ group: "fast", price: { row: { groupRatio: "2" } } });
    expect(offer.price.row.groupRatio).toBe("2");
  });

  it("never costs more in any of its groups than is reserved for it, whatever the ratios", () => {
    const ratio = fc.integer({ min: 0, max: 1_000_000 }).map((millionths) => (millionths / 1_000_000).toFixed(6));
    const usage = fc.record({ prompt: fc.nat(5), cached: fc.nat(5), completion: fc.nat(50) });
    fc.assert(
      fc.property(
        ratio,
        ratio,
        fc.shuffledSubarray(["cheap", "fast"], { minLength: 2 }),
        usage,
        (one, two, groups, used) => {
          const rules = new Map([
            ["cheap", testGroup({ ratio: one })],
            ["fast", testGroup({ ratio: "1", accountRatios: { partner: two } })],
          ]);
          const offer = offerOf("gpt", groups, { ...snapshot, groups: rules });
          const reserved = reserveAmount(requestOf("gpt", { max_tokens: 50 }), offer.price, 0);
          for (const channel of ["a", "b", "c"]) {
            const { price } = servedIn(offer, channel);
            const { prompt: promptTokens, cached: cachedTokens, completion: completionTokens } = used;
            const units = charge(price, { promptTokens, cachedTokens, completionTokens });
            expect(units >= 0n && units <= reserved).toBe(true);
          }
        },
      ),
    );
  });

  it("passes over groups that do not have the model", () => {
    const offer = offerOf("only-other");
    expect(askedInTurn(offer.tiers)).toEqual(["d"]);
    expect(servedIn(offer, "d").group).toBe("other");
  });

  it("is refused as one of a single group is when none can serve it", () => {
    expect(() => offerOf("nothing")).toThrow(expect.objectContaining({ status: 404, code: "model_not_found" }));
  });

  it("says nothing of a group where the key has but one", () => {
    const offer = offerOf("gpt", ["fast"]);
    expect(offer.parts).toBeNull();
    expect(servedIn(offer, "c").price.row.groupRatio).toBe("2");
    expect(routeViewOf(snapshot, { entry, model: "gpt", groups: ["fast"] })).toBeNull();
  });
});
