import { describe, expect, it } from "vitest";
import { explainRoute } from "./candidates";
import type { RouteFact } from "./route-fact";

const ROUTE: RouteFact = {
  tiers: [
    {
      priority: 9,
      channels: [
        { id: "a", weight: 3 },
        { id: "b", weight: 1 },
        { id: "idle", weight: 0 },
        { id: "chat-only", weight: 1, lacks: ["embeddings"] },
      ],
    },
    { priority: 1, channels: [{ id: "low", weight: 1 }] },
  ],
  leftOut: [{ id: "off", reason: "auto_disabled" }],
};

const fates = (route: RouteFact, endpoint: string, called: string[], servedBy: string | null) =>
  Object.fromEntries(
    explainRoute(route, { endpoint, called, servedBy }).map(({ channelId, fate }) => [channelId, fate]),
  );

describe("why each channel was taken or not", () => {
  it("tells the one that served from those that failed, lost the draw, weigh nothing or stand below", () => {
    expect(fates(ROUTE, "chat", ["a", "b"], "b")).toEqual({
      a: "failed",
      b: "served",
      idle: "weight_zero",
      "chat-only": "lost_draw",
      low: "lower_priority",
      off: "auto_disabled",
    });
  });

  it("blames no weight on a channel that could not serve the endpoint", () => {
    expect(fates(ROUTE, "embeddings", ["a"], "a")["chat-only"]).toBe("lacks_endpoint");
  });

  it("calls none of them lower once the lowest was asked", () => {
    expect(fates(ROUTE, "chat", ["a", "low"], null)).toMatchObject({ a: "failed", low: "failed", b: "lost_draw" });
  });

  it("says of a request that came to no channel that none was asked", () => {
    expect(fates(ROUTE, "chat", [], null)).toMatchObject({ a: "not_asked", low: "not_asked", off: "auto_disabled" });
  });

  it("lets a weight of 0 take part where nobody weighs anything", () => {
    const even: RouteFact = {
      tiers: [
        {
          priority: 0,
          channels: [
            { id: "x", weight: 0 },
            { id: "y", weight: 0 },
          ],
        },
      ],
      leftOut: [],
    };
    expect(fates(even, "chat", ["x"], "x")).toEqual({ x: "served", y: "lost_draw" });
  });
});
