import { describe, expect, test } from "vitest";
import { completionsAt } from "./complete";
import { QUERY_FIELDS } from "./fields";

const values: Record<string, string[]> = { model: ["gpt-4o", "gpt-4o-mini", "a b"], status: ["4xx", "5xx"] };
const source = {
  fields: QUERY_FIELDS,
  valuesOf: ({ name }: { name: string }) => (values[name] ?? []).map((text) => ({ text, label: text })),
};

/** The text after the first choice is taken. */
function taken(text: string, caret = text.length): string | null {
  const { from, to, options } = completionsAt(text, caret, source);
  const [first] = options;
  return first ? `${text.slice(0, from)}${first.insert}${text.slice(to)}` : null;
}

describe("the query bar completes", () => {
  test.each([
    ["", "status:"],
    ["mo", "model:"],
    ["status:5xx -mo", "status:5xx -model:"],
    ["prom", "in:"],
    ["model:min", "model:gpt-4o-mini "],
    ["model:gpt-4o,min", "model:gpt-4o,gpt-4o-mini "],
    ['model:"a', 'model:"a b" '],
    ['model:"a b",mini', 'model:"a b",gpt-4o-mini '],
    ["-status:", "-status:4xx "],
    ["model:nothing", null],
    ["colour:", null],
  ])("%s", (text, completed) => {
    expect(taken(text)).toBe(completed);
  });

  test("the word before the caret, not the last one", () => {
    expect(taken("mo status:5xx", 2)).toBe("model: status:5xx");
  });
});
