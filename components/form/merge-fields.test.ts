import { describe, expect, it } from "vitest";
import { canTakeBoth, type MergeField, mergedValue, mergeFields } from "./merge-fields";

const base = { name: "a", models: ["x", "y"], weight: 1, map: { one: "1" } };

function fieldOf(fields: readonly MergeField[], path: string): MergeField {
  const field = fields.find((candidate) => candidate.path === path);
  if (!field) throw new Error(`no field ${path}`);
  return field;
}

describe("merging two people's edits of one record", () => {
  it("takes over what only one of them changed, without asking", () => {
    const fields = mergeFields({ base, mine: { ...base, name: "mine" }, theirs: { ...base, weight: 9 } });
    expect(fields.map(({ path, isConflict }) => [path, isConflict])).toEqual([
      ["name", false],
      ["weight", false],
    ]);
    expect(fields.map((field) => mergedValue(field, undefined))).toEqual(["mine", 9]);
  });

  it("asks about a field that both changed, unless both made it the same", () => {
    const theirs = { ...base, name: "theirs", weight: 5 };
    const fields = mergeFields({ base, mine: { ...base, name: "mine", weight: 5 }, theirs });
    expect(fieldOf(fields, "name").isConflict).toBe(true);
    expect(fieldOf(fields, "weight").isConflict).toBe(false);
    expect(mergedValue(fieldOf(fields, "name"), "mine")).toBe("mine");
    expect(mergedValue(fieldOf(fields, "name"), "theirs")).toBe("theirs");
  });

  it("keeps both sides of a list: what either added is in, what either removed is out", () => {
    const fields = mergeFields({
      base,
      mine: { ...base, models: ["x", "y", "mine"] },
      theirs: { ...base, models: ["y", "theirs"] },
    });
    const models = fieldOf(fields, "models");
    expect(canTakeBoth(models)).toBe(true);
    expect(mergedValue(models, "both")).toEqual(["y", "theirs", "mine"]);
  });

  it("keeps both sides of a map by its keys", () => {
    const fields = mergeFields({
      base,
      mine: { ...base, map: { one: "1", two: "2" } },
      theirs: { ...base, map: { three: "3" } },
    });
    expect(mergedValue(fieldOf(fields, "map"), "both")).toEqual({ two: "2", three: "3" });
  });

  it("offers no “both” for plain values", () => {
    const fields = mergeFields({ base, mine: { ...base, weight: 2 }, theirs: { ...base, weight: 3 } });
    expect(canTakeBoth(fieldOf(fields, "weight"))).toBe(false);
  });

  it("does not take another order of keys for a change", () => {
    const fields = mergeFields({
      base: { map: { a: 1, b: 2 } },
      mine: { map: { b: 2, a: 1 } },
      theirs: { map: { a: 1, b: 2 } },
    });
    expect(fields).toEqual([]);
  });
});
