import { describe, expect, it } from "vitest";
import { explainCharge } from "./formula";

const tokenPrice = {
  mode: "token",
  inputPrice: "2.5",
  outputPrice: "10",
  cachedInputPrice: "1.25",
  callPrice: "0",
  groupRatio: "0.8",
};

describe("the price formula of a request", () => {
  it("shows fresh input, cached input and output apart, and rounds up once", () => {
    const formula = explainCharge(tokenPrice, { promptTokens: 1_000, cachedTokens: 400, completionTokens: 50 });
    expect(formula.lines).toEqual([
      { part: "input", count: 600, price: "2.5", dollars: "0.0015" },
      { part: "cached", count: 400, price: "1.25", dollars: "0.0005" },
      { part: "output", count: 50, price: "10", dollars: "0.0005" },
    ]);
    expect(formula).toMatchObject({ sum: "0.0025", dollars: "0.002", units: "1000" });
  });

  it("charges cached input like input where it has no price of its own", () => {
    const formula = explainCharge(
      { ...tokenPrice, cachedInputPrice: "" },
      { promptTokens: 10, cachedTokens: 10, completionTokens: 0 },
    );
    expect(formula.lines).toEqual([{ part: "cached", count: 10, price: "2.5", dollars: "0.000025" }]);
  });

  it("shows sound, pictures and what was written to a cache apart, each at its own price or that of the others", () => {
    const formula = explainCharge(
      { ...tokenPrice, specialPrices: '{"audioInput":"40","audioOutput":"80"}' },
      {
        promptTokens: 100,
        cachedTokens: 10,
        completionTokens: 50,
        usageDetail: '{"cacheWrite":20,"audioInput":30,"audioOutput":40}',
      },
    );
    expect(formula.lines.map(({ part, count, price }) => [part, count, price])).toEqual([
      ["input", 40, "2.5"],
      ["cached", 10, "1.25"],
      ["cacheWrite", 20, "2.5"],
      ["audioInput", 30, "40"],
      ["output", 10, "10"],
      ["audioOutput", 40, "80"],
    ]);
  });

  it("is one line for a price by the call", () => {
    const price = { ...tokenPrice, mode: "call", callPrice: "0.04", groupRatio: "1" };
    const formula = explainCharge(price, { promptTokens: 99, cachedTokens: 0, completionTokens: 0 });
    expect(formula).toMatchObject({ lines: [{ part: "call", count: 1 }], dollars: "0.04", units: "20000" });
  });
});
