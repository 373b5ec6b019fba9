import { expect, test } from "vitest";
import { coloursOf } from "./series-colour";

test("an entity has the same colour in every chart, whatever stands beside it", () => {
  const alone = coloursOf(["gpt-4o"]).get("gpt-4o");
  expect(coloursOf(["gpt-4o", "zeta"]).get("gpt-4o")).toBe(alone);
});

test("seven series of one chart have seven colours", () => {
  const keys = Array.from({ length: 7 }, (_unused, index) => `model-${index}`);
  expect(new Set(coloursOf(keys).values()).size).toBe(7);
});
