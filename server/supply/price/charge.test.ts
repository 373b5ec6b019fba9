import Decimal from "decimal.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AppError } from "@/server/kernel/errors";
import { type ChargedUsage, chargeFor, chargeUnits, dearestUnits } from "./charge";
import { compilePrice, type Price } from "./compile";

// Decimal.js is the second opinion: enough digits that it never rounds by itself.
const Exact = Decimal.clone({ precision: 80 });

function price(fields: Partial<Price> = {}): Price {
  return { mode: "token", inputPrice: "0", outputPrice: "0", cachedInputPrice: null, callPrice: "0", ...fields };
}

function usage(promptTokens: number, completionTokens: number, cachedTokens = 0): ChargedUsage {
  return { promptTokens, cachedTokens, completionTokens };
}

const decimalText = (whole: number, digits: number) =>
  fc
    .tuple(fc.integer({ min: 0, max: whole - 1 }), fc.integer({ min: 0, max: 10 ** digits - 1 }))
    .map(([before, after]) => `${before}.${String(after).padStart(digits, "0")}`);

const anyPrice = fc.record({
  mode: fc.constant("token"),
  inputPrice: decimalText(100_000, 8),
  outputPrice: decimalText(100_000, 8),
  cachedInputPrice: fc.option(decimalText(100_000, 8)),
  callPrice: fc.constant("0"),
});
const anyRatio = decimalText(1_000, 6);
const count = fc.integer({ min: 0, max: 1_000_000_000 });
const anyUsage = fc
  .tuple(count, fc.double({ min: 0, max: 1, noNaN: true }), count)
  .map(([prompt, share, completion]) => ({
    promptTokens: prompt,
    cachedTokens: Math.floor(prompt * share),
    completionTokens: completion,
  }));

function referenceCharge(of: Price, ratio: string, used: ChargedUsage): bigint {
  const cachedPrice = of.cachedInputPrice ?? of.inputPrice;
  const dollars = new Exact(of.inputPrice)
    .mul(used.promptTokens - used.cachedTokens)
    .add(new Exact(cachedPrice).mul(used.cachedTokens))
    .add(new Exact(of.outputPrice).mul(used.completionTokens))
    .mul(ratio)
    .div(1_000_000);
  return BigInt(dollars.mul(500_000).ceil().toFixed(0));
}

describe("what a request costs", () => {
  it("counts a million input tokens at $2 as two dollars", () => {
    expect(chargeFor({ price: price({ inputPrice: "2" }), usage: usage(1_000_000, 0), groupRatio: "1" })).toBe(
      1_000_000n,
    );
  });

  it("multiplies by the group's ratio", () => {
    const of = price({ inputPrice: "2.5", outputPrice: "10" });
    expect(chargeFor({ price: of, usage: usage(1_000, 500), groupRatio: "1" })).toBe(3_750n);
    expect(chargeFor({ price: of, usage: usage(1_000, 500), groupRatio: "0.8" })).toBe(3_000n);
  });

  it("takes cached tokens out of the input, at their own price or at the price of input", () => {
    expect(
      chargeFor({
        price: price({ inputPrice: "2", cachedInputPrice: "0.5" }),
        usage: usage(1_000, 0, 600),
        groupRatio: "1",
      }),
    ).toBe(550n);
    expect(chargeFor({ price: price({ inputPrice: "2" }), usage: usage(1_000, 0, 600), groupRatio: "1" })).toBe(1_000n);
  });

  it("never makes the input negative when an upstream reports more cached tokens than prompt", () => {
    const of = price({ inputPrice: "2", cachedInputPrice: "1" });
    expect(chargeFor({ price: of, usage: usage(100, 0, 5_000), groupRatio: "1" })).toBe(50n);
  });

  it("rounds up once, so that one cheap token costs one unit", () => {
    expect(chargeFor({ price: price({ inputPrice: "0.01" }), usage: usage(1, 0), groupRatio: "0.01" })).toBe(1n);
    // Three parts of a third of a unit each are one unit, not three.
    const of = price({ inputPrice: "0.5", cachedInputPrice: "0.5", outputPrice: "1" });
    expect(chargeFor({ price: of, usage: usage(2, 0, 1), groupRatio: "1" })).toBe(1n);
  });

  it("charges a priced call in full whatever its tokens", () => {
    const of = price({ mode: "call", callPrice: "0.04", inputPrice: "9" });
    expect(chargeFor({ price: of, usage: usage(0, 0), groupRatio: "1" })).toBe(20_000n);
    expect(chargeFor({ price: of, usage: usage(50_000, 9_000), groupRatio: "1.5" })).toBe(30_000n);
  });

  it("knows a free price", () => {
    expect(compilePrice(price(), "1").isFree).toBe(true);
    expect(compilePrice(price({ outputPrice: "1" }), "0").isFree).toBe(true);
    expect(compilePrice(price({ outputPrice: "0.000001" }), "0.000001").isFree).toBe(false);
  });
});

describe("properties of the charge", () => {
  it("is exact: decimal.js, rounding up at the end, comes to the same unit", () => {
    fc.assert(
      fc.property(anyPrice, anyRatio, anyUsage, (of, ratio, used) => {
        expect(chargeFor({ price: of, usage: used, groupRatio: ratio })).toBe(referenceCharge(of, ratio, used));
      }),
      { numRuns: 500 },
    );
  });

  it("never falls when more tokens are used", () => {
    fc.assert(
      fc.property(anyPrice, anyRatio, anyUsage, fc.nat(1_000), fc.nat(1_000), (of, ratio, used, prompt, completion) => {
        const compiled = compilePrice(of, ratio);
        const more = {
          promptTokens: Math.min(used.promptTokens + prompt, 1_000_000_000),
          cachedTokens: used.cachedTokens,
          completionTokens: Math.min(used.completionTokens + completion, 1_000_000_000),
        };
        expect(chargeUnits(compiled, more) >= chargeUnits(compiled, used)).toBe(true);
      }),
    );
  });

  it("costs at most one unit more in two requests than in one", () => {
    const half = fc.integer({ min: 0, max: 500_000_000 });
    fc.assert(
      fc.property(anyPrice, anyRatio, half, half, half, half, (of, ratio, prompt1, out1, prompt2, out2) => {
        const compiled = compilePrice(of, ratio);
        const apart = chargeUnits(compiled, usage(prompt1, out1)) + chargeUnits(compiled, usage(prompt2, out2));
        const together = chargeUnits(compiled, usage(prompt1 + prompt2, out1 + out2));
        expect(apart >= together && apart <= together + 1n).toBe(true);
      }),
    );
  });

  it("is never 0 for tokens that have a price, never negative, and fits a 64-bit column", () => {
    fc.assert(
      fc.property(anyPrice, anyRatio, anyUsage, (of, ratio, used) => {
        const units = chargeFor({ price: of, usage: used, groupRatio: ratio });
        expect(units >= 0n && units < 2n ** 63n).toBe(true);
        const isBillable = Number(of.outputPrice) > 0 && Number(ratio) > 0 && used.completionTokens > 0;
        if (isBillable) expect(units > 0n).toBe(true);
      }),
    );
  });
});

describe("tokens with a price of their own", () => {
  const special = fc.record(
    {
      cacheWrite: fc.nat(1_000_000),
      audioInput: fc.nat(1_000_000),
      imageInput: fc.nat(1_000_000),
      audioOutput: fc.nat(1_000_000),
    },
    { requiredKeys: [] },
  );
  const anyText = anyPrice.map(({ inputPrice }) => inputPrice);
  const specialPrice = fc.record({
    cacheWritePrice: fc.option(anyText),
    audioInputPrice: fc.option(anyText),
    imageInputPrice: fc.option(anyText),
    audioOutputPrice: fc.option(anyText),
  });
  const withSpecial = fc.tuple(anyPrice, specialPrice).map(([of, prices]) => ({ ...of, ...prices }));

  it("cost it, and the rest what it always costs", () => {
    const of = price({
      inputPrice: "2",
      outputPrice: "8",
      audioInputPrice: "40",
      audioOutputPrice: "80",
      cacheWritePrice: "2.5",
    });
    const used = { ...usage(1_000, 100), special: { audioInput: 400, cacheWrite: 100, audioOutput: 60 } };
    // 500 × 2 + 400 × 40 + 100 × 2.5 + 40 × 8 + 60 × 80, by half a unit for a millionth of a dollar
    expect(chargeFor({ price: of, usage: used, groupRatio: "1" })).toBe((1_000n + 16_000n + 250n + 320n + 4_800n) / 2n);
  });

  it("cost what the others do where no price of their own is set", () => {
    fc.assert(
      fc.property(anyPrice, anyRatio, anyUsage, special, (of, ratio, used, counts) => {
        const plain = chargeFor({ price: of, usage: used, groupRatio: ratio });
        expect(chargeFor({ price: of, usage: { ...used, special: counts }, groupRatio: ratio })).toBe(plain);
      }),
    );
  });

  it("are never more than prompt and completion, so that the charge lies between the cheapest and the dearest of them", () => {
    fc.assert(
      fc.property(withSpecial, anyRatio, anyUsage, special, (of, ratio, used, counts) => {
        const compiled = compilePrice(of, ratio);
        const units = chargeUnits(compiled, { ...used, special: counts });
        const { promptTokens, completionTokens } = used;
        const most = dearestUnits(compiled, { promptTokens, completionTokens, hasMedia: true, wantsAudio: true });
        expect(units >= 0n && units <= most).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it("are not set aside for where a request can have none", () => {
    const compiled = compilePrice(
      price({ inputPrice: "2", outputPrice: "8", audioInputPrice: "40", audioOutputPrice: "80" }),
      "1",
    );
    const expected = { promptTokens: 1_000, completionTokens: 1_000, hasMedia: false, wantsAudio: false };
    expect(dearestUnits(compiled, expected)).toBe(5_000n);
    expect(dearestUnits(compiled, { ...expected, hasMedia: true, wantsAudio: true })).toBe(60_000n);
  });
});

describe("what is refused", () => {
  const refused = (run: () => unknown, reason: string) => {
    expect(run).toThrow(AppError);
    expect(run).toThrow(reason);
  };

  it.each([-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 1_000_000_001])("token count %s", (tokens) => {
    const compiled = compilePrice(price({ inputPrice: "1" }), "1");
    refused(() => chargeUnits(compiled, usage(tokens, 0)), "price.bad_usage");
    refused(() => chargeUnits(compiled, usage(0, tokens)), "price.bad_usage");
    refused(() => chargeUnits(compiled, usage(0, 0, tokens)), "price.bad_usage");
  });

  it.each(["-1", "1e5", "", " 1", "1.", ".5", "NaN", "0x10", "1,5"])("price %j", (text) => {
    refused(() => compilePrice(price({ inputPrice: text }), "1"), "price.bad_decimal");
    refused(() => compilePrice(price(), text), "price.bad_decimal");
  });

  it("a price or ratio above its bound, and an unknown mode", () => {
    refused(() => compilePrice(price({ outputPrice: "100000.01" }), "1"), "price.out_of_range");
    refused(() => compilePrice(price(), "1000.000001"), "price.out_of_range");
    refused(() => compilePrice(price({ mode: "minute" }), "1"), "price.bad_mode");
  });
});
