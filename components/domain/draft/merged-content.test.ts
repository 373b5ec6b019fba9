import { describe, expect, it } from "vitest";
import { mergedContent } from "./merged-content";

const field = (path: string, [base, mine, theirs]: [unknown, unknown, unknown], isConflict: boolean) => ({
  path,
  base,
  mine,
  theirs,
  isConflict,
});

describe("a draft's change merged with what was saved meanwhile", () => {
  it("stands on the state in force now and brings only the draft's own fields", () => {
    const mine = { ratio: "2", notes: "a", name: "old" };
    const theirs = { ratio: "1", notes: "a", name: "new" };
    const fields = [field("ratio", ["1", "2", "1"], false), field("name", ["old", "old", "new"], false)];
    expect(mergedContent({ mine, theirs }, fields, {})).toEqual({ ratio: "2", notes: "a", name: "new" });
  });

  it("takes what was chosen where both changed a field", () => {
    const sides = { mine: { ratio: "2" }, theirs: { ratio: "3" } };
    const fields = [field("ratio", ["1", "2", "3"], true)];
    expect(mergedContent(sides, fields, { ratio: "mine" })).toEqual({ ratio: "2" });
    expect(mergedContent(sides, fields, { ratio: "theirs" })).toEqual({ ratio: "3" });
  });

  it("adds and takes away keys of a map, dots in their names or not", () => {
    const sides = { mine: { map: { "gpt-4.1": "x" } }, theirs: { map: { old: "y" } } };
    const fields = [field("map.gpt-4.1", [null, "x", null], false), field("map.old", ["y", null, "y"], false)];
    expect(mergedContent(sides, fields, {})).toEqual({ map: { "gpt-4.1": "x" } });
  });

  it("reaches nothing that all objects share", () => {
    const sides = { mine: JSON.parse('{"__proto__": {"polluted": true}}'), theirs: {} };
    mergedContent(sides, [field("__proto__.polluted", [null, true, null], false)], {});
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});
