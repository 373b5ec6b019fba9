import { describe, expect, it } from "vitest";
import { locateJson } from "./json-position";

const TEXT = `{
  "a": 1,
  "b": {
    "c": [10, 20],
    "with.dot": "x"
  },
  "a": 2
}`;
const at = (path: (string | number)[]) => {
  const { from, to, line } = locateJson(TEXT, path);
  return { text: TEXT.slice(from, to), line };
};

describe("where a value stands in a JSON text", () => {
  it("finds values by property and item, with their line", () => {
    expect(at(["b", "c", 1])).toEqual({ text: "20", line: 4 });
    expect(at(["b", "with.dot"])).toEqual({ text: '"x"', line: 5 });
    expect(at(["b", "c", "0"])).toEqual({ text: "10", line: 4 });
  });

  it("takes the last of two properties with one name, as JSON does", () => {
    expect(at(["a"])).toEqual({ text: "2", line: 7 });
  });

  it("points at the nearest value above what is missing", () => {
    expect(at(["b", "nothing"]).line).toBe(3);
    expect(at([]).line).toBe(1);
  });

  it("finds its way in a text that is not whole yet", () => {
    const broken = '{\n"a": [1, 2,\n"b": 3';
    expect(locateJson(broken, ["a", 0]).line).toBe(2);
  });
});
