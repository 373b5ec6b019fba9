import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { KeyRotation, selectChannel } from "./route";
import type { Candidate, Tier } from "./snapshot";
import { testChannel } from "./testing/channel";

const candidate = (id: string, weight: number): Candidate => ({
  channel: testChannel({ id }),
  weight,
  priority: 0,
});

function share(tiers: Tier[], draws: number): Map<string, number> {
  const counts = new Map<string, number>();
  for (let index = 0; index < draws; index += 1) {
    const id = selectChannel(tiers, new Set(), () => (index + 0.5) / draws)?.id ?? "none";
    counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return counts;
}

describe("choosing a channel", () => {
  it("shares requests out by weight", () => {
    expect(share([[candidate("a", 3), candidate("b", 1)]], 1_000)).toEqual(
      new Map([
        ["a", 750],
        ["b", 250],
      ]),
    );
  });

  it("gives weight 0 nothing beside others, and an equal share when all are 0", () => {
    expect(share([[candidate("a", 0), candidate("b", 5)]], 100)).toEqual(new Map([["b", 100]]));
    expect(share([[candidate("a", 0), candidate("b", 0)]], 100)).toEqual(
      new Map([
        ["a", 50],
        ["b", 50],
      ]),
    );
  });

  it("takes a lower priority only when the higher ones have been tried", () => {
    const tiers = [[candidate("a", 1), candidate("b", 1)], [candidate("c", 9)]];
    expect(share(tiers, 10).has("c")).toBe(false);
    expect(selectChannel(tiers, new Set(["a", "b"]), () => 0)?.id).toBe("c");
    expect(selectChannel(tiers, new Set(["a", "b", "c"]), () => 0)).toBeNull();
  });

  it("never asks the same failed channel again, and asks each one before it gives up", () => {
    const tier = fc.array(fc.record({ name: fc.nat(30), weight: fc.nat(5) }), { maxLength: 6 });
    fc.assert(
      fc.property(
        fc.array(tier, { maxLength: 4 }),
        fc.infiniteStream(fc.double({ min: 0, max: 0.999, noNaN: true })),
        (spec, randoms) => {
          const tiers = spec.map((rows, index) =>
            rows.map(({ name, weight }) => candidate(`${index}-${name}`, weight)),
          );
          const all = new Set(tiers.flat().map(({ channel }) => channel.id));
          const tried = new Set<string>();
          for (let next = selectChannel(tiers, tried, () => randoms.next().value as number); next; ) {
            expect(tried.has(next.id)).toBe(false);
            tried.add(next.id);
            next = selectChannel(tiers, tried, () => randoms.next().value as number);
          }
          expect(tried).toEqual(all);
        },
      ),
    );
  });
});

describe("several keys of a channel", () => {
  it("take turns, and go on where they were after a reload", () => {
    const rotation = new KeyRotation();
    const keys = [
      { id: "k1", secret: "1" },
      { id: "k2", secret: "2" },
      { id: "k3", secret: "3" },
    ];
    const taken = () => rotation.take(testChannel({ id: "a", keys })).id;
    expect([taken(), taken(), taken(), taken()]).toEqual(["k1", "k2", "k3", "k1"]);
  });
});
