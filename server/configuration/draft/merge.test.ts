import { expect, test } from "vitest";
import { mergeFields } from "./merge";

const base = { name: "Main", priority: 1, weight: 1, models: ["a"], settings: { region: "eu" } };

test("a field that one side changed is no conflict, whichever side it was", () => {
  const fields = mergeFields({ base, mine: { ...base, priority: 5 }, theirs: { ...base, weight: 9 } });
  expect(fields).toEqual([
    { path: "priority", base: 1, mine: 5, theirs: 1, isConflict: false },
    { path: "weight", base: 1, mine: 1, theirs: 9, isConflict: false },
  ]);
});

test("a field that both changed is one, unless they mean the same", () => {
  const mine = { ...base, name: "Mine", models: ["a", "b"] };
  const theirs = { ...base, name: "Theirs", models: ["a", "b"] };
  expect(mergeFields({ base, mine, theirs })).toEqual([
    { path: "models", base: ["a"], mine: ["a", "b"], theirs: ["a", "b"], isConflict: false },
    { path: "name", base: "Main", mine: "Mine", theirs: "Theirs", isConflict: true },
  ]);
});

test("an object that they deleted conflicts in what was changed here", () => {
  const fields = mergeFields({ base, mine: { ...base, priority: 5 }, theirs: null });
  expect(fields.find(({ path }) => path === "priority")).toMatchObject({ mine: 5, theirs: null, isConflict: true });
  expect(fields.find(({ path }) => path === "name")).toMatchObject({ mine: "Main", theirs: null, isConflict: false });
});
