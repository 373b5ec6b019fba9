import { expect, test } from "vitest";
import { dialectOf, encodeValue } from "./sql-dialect";
import { asBigInt, asBoolean, asNumber, asTime, orNull } from "./sql-values";

test("quota reads the same from every driver's form", () => {
  const forms = [9_007_199_254_740_993n, "9007199254740993", "9007199254740993.0000"];
  for (const form of forms) expect(asBigInt(form)).toBe(9_007_199_254_740_993n);
  expect(asBigInt(-5)).toBe(-5n);
  for (const wrong of [1.5, "1.5", "", null, undefined, "ten"]) expect(() => asBigInt(wrong)).toThrow(TypeError);
});

test("a time reads the same from every driver's form, whatever the machine's zone", () => {
  const at = new Date("2026-03-29T01:30:00.123Z");
  for (const engine of ["sqlite", "postgresql", "mysql"] as const) {
    const dialect = dialectOf(engine);
    expect(asTime(dialect.time(at))).toEqual(at);
    expect(dialect.time(at.getTime())).toBe(dialect.time(at));
  }
  expect(asTime(at)).toEqual(at);
  expect(asTime(BigInt(at.getTime()))).toEqual(at);
  expect(() => asTime("yesterday")).toThrow(TypeError);
});

test("numbers, truth and absence", () => {
  expect([asNumber("12.5"), asNumber(3n), asNumber(0)]).toEqual([12.5, 3, 0]);
  expect(() => asNumber("")).toThrow(TypeError);
  expect([asBoolean(true), asBoolean(0n), asBoolean(1)]).toEqual([true, false, true]);
  expect([orNull(null, asNumber), orNull("4", asNumber)]).toEqual([null, 4]);
});

test("each dialect numbers its placeholders and quotes its names", () => {
  expect(dialectOf("postgresql").rows(2, 2, 1)).toBe("($2, $3), ($4, $5)");
  expect(dialectOf("mysql").rows(1, 3)).toBe("(?, ?, ?)");
  expect([dialectOf("mysql").quote("groups"), dialectOf("sqlite").quote('a"b')]).toEqual(["`groups`", '"a""b"']);
});

test("parameters take the form the driver knows", () => {
  const at = new Date(0);
  expect(encodeValue(dialectOf("sqlite"), true)).toBe(1);
  expect(encodeValue(dialectOf("postgresql"), true)).toBe(true);
  expect(encodeValue(dialectOf("postgresql"), [at, null])).toEqual(["1970-01-01T00:00:00.000Z", null]);
  expect(encodeValue(dialectOf("mysql"), at)).toBe("1970-01-01 00:00:00.000");
});
