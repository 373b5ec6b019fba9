import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { codeLabel, deriveCode, hashOfCode, lastFourOf, normaliseCode } from "./code";

const batch = { seed: "a seed of a test", prefix: "SPRING" };

describe("codes of a batch", () => {
  test("are the prefix and twenty characters without look-alikes, in groups", () => {
    fc.assert(
      fc.property(fc.nat({ max: 99_999 }), fc.string(), (position, seed) => {
        const code = deriveCode({ seed, prefix: "SPRING" }, position);
        expect(code).toMatch(/^SPRING(-[0-9A-HJKMNP-TV-Z]{5}){4}$/);
      }),
    );
    expect(deriveCode({ seed: "s", prefix: "" }, 0)).toMatch(/^([0-9A-HJKMNP-TV-Z]{5}-){3}[0-9A-HJKMNP-TV-Z]{5}$/);
  });

  test("are the same for the same seed and position, and never for another", () => {
    expect(deriveCode(batch, 7)).toBe(deriveCode(batch, 7));
    const codes = Array.from({ length: 5_000 }, (_, position) => deriveCode(batch, position));
    expect(new Set(codes).size).toBe(5_000);
    expect(codes).not.toContain(deriveCode({ ...batch, seed: "another seed" }, 0));
  });

  test("use all 32 characters at all 20 places", () => {
    const seen = Array.from({ length: 20 }, () => new Set<string>());
    for (let position = 0; position < 2_000; position += 1) {
      const plain = deriveCode({ ...batch, prefix: "" }, position).replaceAll("-", "");
      for (const [place, character] of [...plain].entries()) seen[place]?.add(character);
    }
    expect(seen.map((characters) => characters.size)).toEqual(Array.from({ length: 20 }, () => 32));
  });
});

describe("a typed code", () => {
  test.each([
    ["spring-abcde", "SPRING-ABCDE"],
    ["  SPRING ABCDE\n", "SPRING-ABCDE"],
    ["SPRING–ABCDE", "SPRING-ABCDE"],
    ["ＳＰＲＩＮＧ－ＡＢＣＤＥ", "SPRING-ABCDE"],
    ["0123-O1IL", "0123-0111"],
  ])("%j is the same as %j", (typed, printed) => {
    expect(hashOfCode(typed)).toBe(hashOfCode(printed));
  });

  test("of blanks and dashes alone is no code", () => {
    expect(normaliseCode(" - – \t")).toBe("");
  });

  test("with one other character is another code", () => {
    expect(hashOfCode("SPRING-ABCDE")).not.toBe(hashOfCode("SPRING-ABCDF"));
  });
});

test("later on a code is known by its prefix and last four characters", () => {
  const code = deriveCode(batch, 1);
  expect(codeLabel({ prefix: "SPRING", lastFour: lastFourOf(code) })).toBe(`SPRING-…${code.slice(-4)}`);
  expect(codeLabel({ prefix: "", lastFour: lastFourOf("Welcome-2026") })).toBe("…2026");
});
