import { describe, expect, it } from "vitest";
import { isTakenAway, mayChoose, ratioFor } from "./usable";

const rules = (added: string[], removed: string[]) => ({ added: new Set(added), removed: new Set(removed) });
const open = { name: "open", isSelectable: true };
const closed = { name: "closed", isSelectable: false };

describe("an account may choose", () => {
  const of = (added: string[], removed: string[], opened: string[] = []) => ({
    homeGroup: "home",
    home: rules(added, removed),
    opened,
  });

  it("its own group, and those open to all", () => {
    expect(mayChoose({ name: "home", isSelectable: false }, of([], ["home"]))).toBe(true);
    expect(mayChoose(open, of([], []))).toBe(true);
    expect(mayChoose(closed, of([], []))).toBe(false);
  });

  it("what its own group adds, and not what it takes away", () => {
    expect(mayChoose(closed, of(["closed"], []))).toBe(true);
    expect(mayChoose(open, of([], ["open"]))).toBe(false);
    expect(mayChoose(closed, of(["closed"], ["closed"]))).toBe(false);
  });

  it("what a plan opens, because it was paid for", () => {
    expect(mayChoose(closed, of([], ["closed"], ["closed"]))).toBe(true);
    expect(isTakenAway("closed", of([], ["closed"], ["closed"]))).toBe(false);
  });

  it("no closed group while its own group is gone", () => {
    expect(mayChoose(closed, { homeGroup: "gone", home: undefined, opened: [] })).toBe(false);
  });
});

describe("a group taken away", () => {
  it("is one that the account's own group names, not one that merely is not open", () => {
    const chooser = { homeGroup: "home", home: rules([], ["open"]), opened: [] };
    expect(isTakenAway("open", chooser)).toBe(true);
    expect(isTakenAway("closed", chooser)).toBe(false);
    expect(isTakenAway("home", { ...chooser, home: rules([], ["home"]) })).toBe(false);
  });
});

describe("the ratio of a group", () => {
  it("is the one for the account's own group where there is one", () => {
    const group = { ratio: "2", accountRatios: { vip: "0.5", free: "0" } };
    expect(ratioFor(group, "vip")).toBe("0.5");
    expect(ratioFor(group, "free")).toBe("0");
    expect(ratioFor(group, "other")).toBe("2");
    expect(ratioFor(group, "constructor")).toBe("2");
  });
});
