import { describe, expect, it } from "vitest";
import { LogFilter } from "../schema";
import { BY_TIME, driversOf, isNever, type KnownValues, valuesWanted } from "./driver";
import { predicatesOf } from "./predicate";

const predicates = (filter: object) => predicatesOf(LogFilter.parse(filter));
const values = (filter: object, known?: KnownValues) =>
  driversOf(predicates(filter), known).map(({ branches }) => branches.map(({ equals }) => equals?.[1]));

describe("the ways through the rows of a filter", () => {
  it("are one for each field that has an index, with a branch for each value", () => {
    expect(values({ userId: ["usr_1", "usr_2"], model: ["m"], group: ["vip"] })).toEqual([["usr_1", "usr_2"], ["m"]]);
  });

  it("are by time where no index knows a field, and for what is excluded", () => {
    for (const filter of [
      {},
      { group: ["vip"] },
      { modelNot: ["m"] },
      { status: ["2xx"] },
      { httpStatus: [200, 429] },
    ]) {
      expect(driversOf(predicates(filter))).toEqual([BY_TIME]);
    }
  });

  it("go by the values that there are where a condition names only their beginning or class", () => {
    const known = { model: ["gpt-4o", "o3"], httpStatus: [400, 429, 502] };
    expect(values({ model: ["gpt*"] }, known)).toEqual([["gpt-4o"]]);
    expect(values({ status: ["4xx"] }, known)).toEqual([[400, 429]]);
  });

  it("ask for such values only where nothing narrower is known", () => {
    expect(valuesWanted(predicates({ model: ["gpt*"], status: ["5xx"] }))).toEqual(["model", "httpStatus"]);
    expect(valuesWanted(predicates({ model: ["gpt*"], userId: ["usr_1"] }))).toEqual([]);
    expect(valuesWanted(predicates({ modelNot: ["gpt*"] }))).toEqual([]);
  });

  it("are not through more branches than a statement should have", () => {
    const model = Array.from({ length: 80 }, (_, index) => `m${index}`);
    expect(driversOf(predicates({ model: ["m*"] }), { model })).toEqual([BY_TIME]);
  });

  it("end at once where one of no values is asked for", () => {
    expect(isNever({ is: "oneOf", column: "user_id", values: [], prefixes: [], isNot: false })).toBe(true);
    expect(isNever({ is: "oneOf", column: "user_id", values: [], prefixes: [], isNot: true })).toBe(false);
  });
});
