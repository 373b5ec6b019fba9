import { describe, expect, it } from "vitest";
import { firstIdAt, newId } from "./ids";

describe("ids", () => {
  it("carry their noun and 26 characters", () => {
    expect(newId("usr")).toMatch(/^usr_[0-9a-hjkmnp-tv-z]{26}$/);
  });

  it("sort by the millisecond they were made in", () => {
    const instants = [0, 1, 31, 32, 1_700_000_000_000, 1_700_000_000_001];
    const ids = instants.map((at) => newId("req", at));
    expect([...ids].sort()).toEqual(ids);
  });

  it("never repeat within a millisecond", () => {
    const ids = new Set(Array.from({ length: 10_000 }, () => newId("req", 1)));
    expect(ids.size).toBe(10_000);
  });

  it("are never smaller than the bound of their instant", () => {
    expect(newId("req", 1_000) >= firstIdAt("req", 1_000)).toBe(true);
    expect(newId("req", 999) < firstIdAt("req", 1_000)).toBe(true);
  });
});
