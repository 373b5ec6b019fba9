import { expect, test } from "vitest";
import { csvOf } from "./csv";

test("names with commas and quotes stay one cell, and no name becomes a formula", () => {
  expect(
    csvOf([
      ["Hour", 'a "b", c', "=1+1"],
      ["2026", 3, null],
    ]),
  ).toBe('Hour,"a ""b"", c",\'=1+1\r\n2026,3,');
});
