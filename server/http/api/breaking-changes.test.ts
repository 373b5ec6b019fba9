import { describe, expect, test } from "vitest";
import { breakingChanges } from "./breaking-changes";
import type { Json } from "./schema-json";

type Sides = { input?: Json; output?: Json; parameters?: object[] };

function documentOf({ input, output, parameters = [] }: Sides) {
  const json = (schema: Json) => ({ "application/json": { schema } });
  const operation = {
    parameters,
    ...(input ? { requestBody: { content: json(input) } } : {}),
    responses: { 200: output ? { content: json(output) } : {} },
  };
  return { paths: { "/things": { post: operation } } } as unknown as Parameters<typeof breakingChanges>[0];
}

const object = (properties: Record<string, Json>, required: string[] = []): Json => ({
  type: "object",
  properties,
  required,
});
const text: Json = { type: "string" };
const changes = (before: Sides, after: Sides) => breakingChanges(documentOf(before), documentOf(after));

describe("programs trip over", () => {
  const CASES: [string, Sides, Sides, string][] = [
    ["a field that is gone", { output: object({ a: text }) }, { output: object({}) }, "POST /things answer.a is gone"],
    [
      "a new field that must be sent",
      { input: object({ a: text }) },
      { input: object({ a: text, b: text }, ["b"]) },
      "POST /things body.b must be sent now",
    ],
    [
      "an input that takes less",
      { input: object({ a: { type: ["string", "null"] } }) },
      { input: object({ a: text }) },
      "POST /things body.a was string or null and is string",
    ],
    [
      "a choice that is gone",
      { input: object({ a: { type: "string", enum: ["x", "y"] } }) },
      { input: object({ a: { type: "string", enum: ["x"] } }) },
      "POST /things body.a does not take y any more",
    ],
    [
      "an answer that may be null now",
      { output: object({ a: text }) },
      { output: object({ a: { type: ["string", "null"] } }) },
      "POST /things answer.a was string and is string or null",
    ],
    [
      "an answer's field that may be missing now",
      { output: object({ a: text }, ["a"]) },
      { output: object({ a: text }) },
      "POST /things answer.a may be missing now",
    ],
    [
      "a parameter that must be sent now",
      {},
      { parameters: [{ name: "If-Match", in: "header", required: true, schema: text }] },
      "POST /things header If-Match is new and must be sent",
    ],
    [
      "a way to say it that is gone",
      { input: { anyOf: [object({ a: text }, ["a"]), object({ b: text }, ["b"])] } },
      { input: object({ a: text }, ["a"]) },
      "POST /things body: alternative 2 is not taken any more",
    ],
  ];
  test.each(CASES)("%s", (_name, before, after, expected) => expect(changes(before, after)).toEqual([expected]));

  test("an operation that is gone", () => {
    expect(breakingChanges(documentOf({}), { paths: {} })).toEqual(["POST /things is gone"]);
  });
});

test("what only adds, or takes more, is no break", () => {
  const before = { input: object({ a: text }, ["a"]), output: object({ a: text }, ["a"]) };
  const after = {
    input: object({ a: { type: ["string", "null"] }, b: text }),
    output: object({ a: text, b: text }, ["a", "b"]),
    parameters: [{ name: "q", in: "query", schema: text }],
  };
  expect(changes(before, after)).toEqual([]);
});
