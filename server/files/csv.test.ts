import { expect, test } from "vitest";
import { csvLine, dollarText } from "./csv";

test("cells that a spreadsheet would run are text", () => {
  for (const text of ["=1+1", "+cmd", "-2+3", "@SUM(A1)", "\tx"]) expect(csvLine([text])).toBe(`'${text}\r\n`);
  expect(csvLine(["\rx"])).toBe('"\'\rx"\r\n');
});

test("numbers stay numbers, also below zero", () => {
  expect(csvLine([-5n, "-0.5", 7, null])).toBe("-5,-0.5,7,\r\n");
});

test("separators, quotes and line breaks stay inside their cell", () => {
  expect(csvLine(["a,b", 'say "hi"', "one\ntwo"])).toBe('"a,b","say ""hi""","one\ntwo"\r\n');
});

test("quota units are dollars to the last digit", () => {
  expect([0n, 1n, 500_000n, 1_250_001n, -3n].map(dollarText)).toEqual([
    "0.00",
    "0.000002",
    "1.00",
    "2.500002",
    "-0.000006",
  ]);
});
