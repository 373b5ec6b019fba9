import { expect, test } from "vitest";
import { findJsonFault } from "./json-fault";

test("whole JSON has no fault", () => expect(findJsonFault('{"a": [1, 2]}')).toBeNull());

test.each([
  ['{\n  "a": 1,\n  b: 2\n}', { line: 3, column: 3 }],
  ['{"a": }', { line: 1, column: 7 }],
  ['{"a": 1', { line: 1, column: 8 }],
])("a break is found where it is", (text, place) => expect(findJsonFault(text)).toEqual(place));
