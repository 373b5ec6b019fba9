import { describe, expect, it } from "vitest";
import { readRouteFact } from "@/server/usage/inspector/route-fact";
import { RequestFacts } from "./facts";
import type { Candidate, Snapshot } from "./snapshot";
import { testChannel } from "./testing/channel";
import { startTrace } from "./trace";

const HOUR_MS = 3_600_000;
const NOON = 12 * HOUR_MS;

function traceAt(startedAt: number, model = "m") {
  const trace = startTrace({ requestId: "req_1", endpoint: "chat", ip: "", clientRequestId: "", startedAt }, 0);
  return Object.assign(trace, { groupName: "default", model });
}

const candidate = (id: string, priority: number): Candidate => ({ channel: testChannel({ id }), weight: 1, priority });

function snapshotOf(ids: readonly string[]): Snapshot {
  return {
    tiers: new Map([["default", new Map([["m", [ids.map((id) => candidate(id, 5)), [candidate("low", 1)]]]])]]),
    leftOut: new Map([["default", new Map([["m", [{ id: "off", reason: "auto_disabled" as const }]]])]]),
    prices: new Map(),
    groups: new Map(),
  };
}

describe("a request's route", () => {
  it("names each tier's channels and those left out, with the reason", () => {
    const trace = traceAt(0);
    new RequestFacts().noteRoute(trace, snapshotOf(["a", "b"]));
    expect(trace.routeId).toBe(trace.facts[0]?.id);
    expect(readRouteFact(trace.facts[0]?.content ?? "")).toEqual({
      tiers: [
        {
          priority: 5,
          channels: [
            { id: "a", weight: 1 },
            { id: "b", weight: 1 },
          ],
        },
        { priority: 1, channels: [{ id: "low", weight: 1 }] },
      ],
      leftOut: [{ id: "off", reason: "auto_disabled" }],
    });
  });

  it("is one fact for the same channels, in whatever order and snapshot they come", () => {
    const [first, second, other] = [traceAt(0), traceAt(0), traceAt(0)];
    const facts = new RequestFacts();
    facts.noteRoute(first, snapshotOf(["a", "b"]));
    facts.noteRoute(second, snapshotOf(["b", "a"]));
    facts.noteRoute(other, snapshotOf(["a"]));
    expect(second.routeId).toBe(first.routeId);
    expect(other.routeId).not.toBe(first.routeId);
  });

  it("is empty for a model that nobody serves, the same for all of them", () => {
    const [one, two] = [traceAt(0, "nowhere"), traceAt(0, "elsewhere")];
    const facts = new RequestFacts();
    for (const trace of [one, two]) facts.noteRoute(trace, snapshotOf(["a"]));
    expect(readRouteFact(one.facts[0]?.content ?? "")).toEqual({ tiers: [], leftOut: [] });
    expect(two.routeId).toBe(one.routeId);
  });
});

describe("the program that asks", () => {
  it("is noted once, cut to 300 characters and without what no database takes", () => {
    const trace = traceAt(0);
    new RequestFacts().noteUserAgent(trace, `${"a".repeat(299)}\u{1f600}`);
    expect(trace.facts[0]).toMatchObject({ id: trace.userAgentId, kind: "user_agent" });
    expect(trace.facts[0]?.content).toBe(`${"a".repeat(299)}\ufffd`);
  });

  it("is nothing where the header is missing", () => {
    const trace = traceAt(0);
    new RequestFacts().noteUserAgent(trace, undefined);
    expect([trace.userAgentId, trace.facts]).toEqual([null, []]);
  });
});

describe("facts on their way to the database", () => {
  it("are sent until an operation that carried them is committed, and once an hour after that", () => {
    const facts = new RequestFacts();
    const noted = (at: number) => {
      const trace = traceAt(at);
      facts.noteUserAgent(trace, "curl/8");
      return trace;
    };
    const first = noted(NOON);
    expect(facts.unstored(first)).toHaveLength(1);
    expect(facts.unstored(noted(NOON + 1))).toHaveLength(1);
    facts.stored(facts.unstored(first), NOON);
    expect(facts.unstored(noted(NOON + 2))).toHaveLength(0);
    expect(facts.unstored(noted(NOON + HOUR_MS + 1))).toHaveLength(1);
  });
});
