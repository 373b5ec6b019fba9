import { describe, expect, it } from "vitest";
import { changeKind, changeShape, listDelta } from "./changed-field";

describe("how a changed field is told", () => {
  it("is added where there was nothing, removed where nothing is left", () => {
    expect(changeKind({ before: null, after: "a" })).toBe("added");
    expect(changeKind({ before: ["a"], after: [] })).toBe("removed");
    expect(changeKind({ before: 0, after: false })).toBe("changed");
  });

  it("shows lists by their items, long texts by their differences, the rest by value", () => {
    expect(changeShape({ before: ["a"], after: null })).toBe("list");
    expect(changeShape({ before: "one\ntwo", after: "one" })).toBe("text");
    expect(changeShape({ before: null, after: "one\ntwo" })).toBe("value");
    expect(changeShape({ before: 1, after: 2 })).toBe("value");
  });

  it("counts equal items of a list one by one", () => {
    expect(listDelta(["a", "a", "b"], ["a", "c"])).toEqual({
      added: ["c"],
      removed: ["a", "b"],
      keptCount: 1,
      isReordered: false,
    });
  });

  it("says that a list only changed its order", () => {
    expect(listDelta(["a", "b"], ["b", "a"])).toMatchObject({ added: [], removed: [], isReordered: true });
  });
});
