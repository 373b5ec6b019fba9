import { describe, expect, it } from "vitest";
import { findPriceJump } from "./price-jump";

describe("a jump of a price setting", () => {
  it("is a change by ten or more, up or down, with a worked example", () => {
    expect(findPriceJump("7.3", "73")).toEqual({
      subject: "",
      before: "7.3",
      after: "73",
      exampleBefore: "73",
      exampleAfter: "730",
    });
    expect(findPriceJump("7.3", "0.73")?.exampleAfter).toBe("7.3");
  });

  it("is none below ten-fold, or without a change", () => {
    expect(findPriceJump("7.3", "72.9")).toBeNull();
    expect(findPriceJump("7.3", "7.3")).toBeNull();
  });

  it("is found in one line of many, where a missing line stands at 1", () => {
    expect(findPriceJump(["vip=0.9"], ["vip=0.9", "team=0.08"])).toMatchObject({ subject: "team", before: "1" });
    expect(findPriceJump(["vip=0.9", "team=0.1"], ["vip=0.9"])).toMatchObject({ subject: "team", after: "1" });
    expect(findPriceJump(["vip=0.9"], ["vip=0.8"])).toBeNull();
  });
});
