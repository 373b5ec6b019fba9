import { expect, test } from "vitest";
import { compareModels } from "./upstream-models";

test("a mapped model is neither new nor gone while the upstream lists the name it is mapped to", () => {
  const definition = { models: ["gpt-4o", "fast"], modelMapping: { fast: "gpt-4o-mini" } };
  expect(compareModels(definition, ["gpt-4o", "gpt-4o-mini", "o4-mini"])).toEqual({ added: ["o4-mini"], removed: [] });
  expect(compareModels(definition, ["gpt-4o"])).toEqual({ added: [], removed: ["fast"] });
});
