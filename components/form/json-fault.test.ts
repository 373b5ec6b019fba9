import fc from "fast-check";
import { expect, test } from "vitest";
import { findJsonFault } from "./json-fault";

test("whatever the engine prints as JSON has no fault", () => {
  fc.assert(fc.property(fc.json(), (text) => findJsonFault(text) === null));
});

test("a text has a fault exactly when the engine refuses it", () => {
  const isRefused = (text: string) => {
    try {
      JSON.parse(text);
      return false;
    } catch {
      return true;
    }
  };
  const damaged = fc.tuple(fc.json(), fc.nat(), fc.constantFrom(...'{}[],:"1a \n')).map(([text, at, mark]) => {
    const place = at % (text.length + 1);
    return text.slice(0, place) + mark + text.slice(place + 1);
  });
  fc.assert(fc.property(damaged, (text) => (findJsonFault(text) !== null) === isRefused(text)));
});

test.each([
  ['{\n  "a": 1,\n  b: 2\n}', { line: 3, column: 3 }],
  ['{"a": }', { line: 1, column: 7 }],
  ['{"a": 1', { line: 1, column: 8 }],
  ["[1, 2,]", { line: 1, column: 7 }],
  ["", { line: 1, column: 1 }],
])("a break is found where it is: %j", (text, place) => expect(findJsonFault(text)).toEqual(place));
