import { describe, expect, it } from "vitest";
import { modelMatcher } from "./model-limit";

describe("a token's model limits", () => {
  it("allow every model when there are none", () => {
    expect(modelMatcher([])).toBeNull();
  });

  it.each([
    ["gpt-4o", true],
    ["gpt-4o-mini", true],
    ["claude-sonnet-4", true],
    ["claude-sonnet-4-5", false],
    ["gpt-4", false],
    ["*", false],
  ])("allow %s: %s", (model, isAllowed) => {
    expect(modelMatcher(["gpt-4o*", "claude-sonnet-4"])?.(model)).toBe(isAllowed);
  });
});
