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

  it("is one line for a price by the call", () => {
    const price = { ...tokenPrice, mode: "call", callPrice: "0.04", groupRatio: "1" };
    const formula = explainCharge(price, { promptTokens: 99, cachedTokens: 0, completionTokens: 0 });
    expect(formula).toMatchObject({ lines: [{ part: "call", count: 1 }], dollars: "0.04", units: "20000" });
  });
});
