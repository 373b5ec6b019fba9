import Ajv2020 from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { linearPatterns } from "../pattern";
import { checkSchema } from "./check-json-schema";
import type { Json, JsonObject } from "./json-schema";
import { validateValue } from "./validate-json-schema";
import { checkJson, mergeValues } from "./values-json-schema";

/** The second implementation compiles each schema, which a busy machine takes its time for. */
const GENERATED_MS = 120_000;

const patterns = linearPatterns;
const codes = (schema: JsonObject, value: Json) => validateValue(schema, value, { patterns }).map(({ code }) => code);

/** Schemas over few names and small numbers, so that values often fit. */
const schemas = fc.letrec<{ schema: boolean | JsonObject }>((tie) => ({
  schema: fc.oneof(
    { depthSize: "small", maxDepth: 3 },
    fc.boolean(),
    fc.record({ type: fc.constantFrom("string", "integer", "number", "boolean", "object", "array", "null") }),
    fc.record({ minimum: fc.integer({ min: 0, max: 3 }), exclusiveMaximum: fc.integer({ min: 2, max: 5 }) }),
    fc.record({ minLength: fc.integer({ min: 0, max: 2 }), maxLength: fc.integer({ min: 1, max: 3 }) }),
    fc.record({ pattern: fc.constantFrom("^a", "b$", "[0-9]+") }),
    fc.record({ enum: fc.constantFrom<Json[]>([1, "a"], [null, { a: 1 }], [[1], true]) }),
    fc.record({ required: fc.constantFrom<Json[]>(["a"], ["a", "b"]), maxProperties: fc.integer({ min: 1, max: 3 }) }),
    fc.record({ dependentRequired: fc.constant<JsonObject>({ a: ["b"] }) }),
    fc.record({ uniqueItems: fc.constant(true), minItems: fc.integer({ min: 0, max: 2 }) }),
    fc.record({ multipleOf: fc.constantFrom(0.5, 2, 3) }),
    fc.record({
      properties: fc.record({ a: tie("schema"), b: tie("schema") }),
      additionalProperties: tie("schema"),
    }),
    fc.record({ patternProperties: fc.record({ "^a": tie("schema") }), unevaluatedProperties: tie("schema") }),
    fc.record({ prefixItems: fc.tuple(tie("schema")), items: tie("schema") }),
    fc.record({
      contains: fc.constantFrom<JsonObject>({ type: "object" }, { type: "number", minimum: 1 }),
      minContains: fc.integer({ min: 1, max: 2 }),
    }),
    fc.record({ allOf: fc.tuple(tie("schema"), tie("schema")), unevaluatedProperties: tie("schema") }),
    fc.record({ anyOf: fc.tuple(tie("schema"), tie("schema")) }),
    fc.record({ oneOf: fc.tuple(tie("schema"), tie("schema")) }),
    fc.record({ not: tie("schema") }),
    fc
      .tuple(tie("schema"), tie("schema"), tie("schema"))
      .map((parts) =>
        Object.fromEntries(["if", "then", "else"].map((keyword, index) => [keyword, parts[index] ?? true])),
      ),
    fc.record({ dependentSchemas: fc.record({ a: tie("schema") }), propertyNames: tie("schema") }),
  ) as fc.Arbitrary<boolean | JsonObject>,
})).schema;

const values = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small", maxDepth: 3 },
    fc.constantFrom<Json>(null, true, false, 0, 1, 2, 2.5, 4, "", "a", "ab", "b1", "\u{1F600}"),
    fc.dictionary(fc.constantFrom("a", "b", "ab", "c"), tie("value"), { maxKeys: 3, noNullPrototype: true }),
    fc.array(tie("value"), { maxLength: 3 }),
  ),
})).value;

describe("validation", () => {
  test(
    "agrees with a second implementation of the standard on any schema and value",
    () => {
      const ajv = new Ajv2020({ strict: false, validateFormats: false });
      fc.assert(
        fc.property(schemas, values, (schema, value) => {
          const isFitting = validateValue(schema, value, { patterns }).length === 0;
          expect(isFitting).toBe(ajv.validate(schema, value));
        }),
        { numRuns: 400 },
      );
    },
    GENERATED_MS,
  );

  it.each([
    [{ required: ["key"] }, {}, "/key", "required"],
    [{ properties: { port: { maximum: 65_535 } } }, { port: 70_000 }, "/port", "maximum"],
    [{ additionalProperties: false, properties: {} }, { typo: 1 }, "/typo", "forbidden"],
    [{ properties: { list: { items: { type: "string" } } } }, { list: ["a", 2] }, "/list/1", "type"],
    [{ properties: { "a/b": { const: 1 } } }, { "a/b": 2 }, "/a~1b", "const"],
  ])("names the place of a fault: %j", (schema, value, path, code) => {
    expect(validateValue(schema, value, { patterns })).toMatchObject([{ path, code }]);
  });

  test("never tells a value, only what was asked for", () => {
    const schema = { properties: { apiKey: { type: "string", pattern: "^sk-", maxLength: 3 } } };
    expect(JSON.stringify(validateValue(schema, { apiKey: "hunter2-secret" }, { patterns }))).not.toContain("hunter2");
  });

  test("lets defaults leave out what is required, and nothing else", () => {
    const schema = { required: ["a"], properties: { a: { type: "string" }, b: { type: "string" } } };
    expect(validateValue(schema, { b: "x" }, { patterns, isPartial: true })).toEqual([]);
    expect(validateValue(schema, { b: 1 }, { patterns, isPartial: true })).toMatchObject([
      { path: "/b", code: "type" },
    ]);
  });

  it.each<[JsonObject, Json, string[]]>([
    [{ contains: { type: "object" }, unevaluatedItems: false }, [{}, null], ["forbidden"]],
    [{ prefixItems: [{ type: "string" }], unevaluatedItems: { type: "number" } }, ["a", 1], []],
    [{ anyOf: [{ prefixItems: [false] }, true], unevaluatedItems: { type: "null" } }, [{}], ["type"]],
    [{ contains: { const: 1 }, minContains: 0, maxContains: 1 }, [1, 1], ["contains"]],
  ])("knows which items were looked at: %j of %j", (schema, value, expected) => {
    expect(codes(schema, value)).toEqual(expected);
  });

  test("counts characters as people do", () => {
    expect(codes({ maxLength: 1 }, "\u{1F600}")).toEqual([]);
    expect(codes({ minLength: 2 }, "\u{1F600}")).toEqual(["minLength"]);
  });

  test("follows references inside the schema", () => {
    const schema = { $defs: { port: { type: "integer" } }, properties: { port: { $ref: "#/$defs/port" } } };
    expect(codes(schema, { port: "80" })).toEqual(["type"]);
  });

  it.each([
    ["date", "2024-02-29", "2023-02-29"],
    ["date-time", "2024-01-01T10:00:00Z", "2024-01-01 25:00:00Z"],
    ["email", "ada@example.com", "ada@@example.com"],
    ["uri", "https://example.com/v1", "example.com/v1"],
    ["hostname", "api.example.com", "-api.example.com"],
    ["ipv4", "10.0.0.1", "10.0.0.256"],
    ["ipv6", "2001:db8::1", "2001:db8:::1"],
    ["uuid", "123e4567-e89b-12d3-a456-426614174000", "123e4567"],
    ["time", "10:00:00+05:45", "10:00"],
  ])("knows the format %s", (format, right, wrong) => {
    expect(codes({ format }, right)).toEqual([]);
    expect(codes({ format }, wrong)).toEqual(["format"]);
  });
});

describe("nothing hangs it", () => {
  test("a pattern that would take a backtracking engine for ever is answered", () => {
    expect(codes({ pattern: "^(a+)+$" }, `${"a".repeat(5_000)}!`)).toEqual(["pattern"]);
  });

  test("work above the budget ends with one fault, the same on every machine", () => {
    const list = Array.from({ length: 200 }, (_, index) => index);
    const schema = { items: { allOf: Array.from({ length: 100 }, () => ({ type: "integer" })) } };
    expect(validateValue(schema, list, { patterns, stepsMax: 10_000 }).map(({ code }) => code)).toEqual(["budget"]);
    expect(validateValue(schema, list, { patterns, stepsMax: 100_000 })).toEqual([]);
  });

  test("values that are too deep, too many or too long are refused before they are looked at", () => {
    let deep: Json = 1;
    for (let level = 0; level < 10_000; level += 1) deep = [deep];
    expect(checkJson(deep)).toMatchObject([{ code: "tooDeep" }]);
    expect(checkJson(Array.from({ length: 30_000 }, () => 0))).toMatchObject([{ code: "tooManyValues" }]);
    expect(checkJson({ text: "x".repeat(10_000_000) })).toMatchObject([{ code: "tooLong" }]);
    expect(checkJson({ number: Number.NaN })).toMatchObject([{ code: "notJson" }]);
  });
});

describe("a schema for a template", () => {
  const checked = (schema: Json) => checkSchema(schema, patterns).map(({ path, code }) => `${path} ${code}`);
  const withField = (field: Json) => ({ type: "object", properties: { field } });

  it.each<[string, Json, string]>([
    ["another document", withField({ $ref: "https://example.com/schema.json" }), "/properties/field/$ref remoteRef"],
    ["a reference to nowhere", withField({ $ref: "#/$defs/none" }), "/properties/field/$ref badRef"],
    ["itself inside itself", withField({ $ref: "#" }), "/properties/field/$ref recursive"],
    [
      "a ring of definitions",
      { ...withField({ $ref: "#/$defs/a" }), $defs: { a: { items: { $ref: "#/$defs/b" } }, b: { $ref: "#/$defs/a" } } },
      "/properties/field/$ref/items/$ref/$ref recursive",
    ],
    ["look-ahead", withField({ pattern: "(?=a)a" }), "/properties/field/pattern badPattern"],
    ["a back reference", withField({ pattern: "(a)\\1" }), "/properties/field/pattern badPattern"],
    ["a pattern that is none", { type: "object", patternProperties: { "(": true } }, "/patternProperties/( badPattern"],
    ["a slip of the pen", withField({ requried: ["a"] }), "/properties/field/requried unknownKeyword"],
    ["a wrong shape", withField({ minLength: "3" }), "/properties/field/minLength schemaShape"],
    ["an unknown type", withField({ type: "text" }), "/properties/field/type schemaShape"],
    ["an unknown format", withField({ format: "phone" }), "/properties/field/format unknownFormat"],
    ["another dialect", { type: "object", $schema: "http://json-schema.org/draft-07/schema#" }, "/$schema schemaShape"],
    ["anything but an object", { type: "string" }, "/type rootType"],
    [
      "a polluting name",
      JSON.parse('{"type":"object","properties":{"__proto__":{}}}'),
      "/properties/__proto__ forbiddenName",
    ],
    [
      "a polluting default",
      withField(JSON.parse('{"default":{"constructor":1}}')),
      "/properties/field/default/constructor forbiddenName",
    ],
    [
      "references that change their meaning",
      withField({ $dynamicRef: "#a" }),
      "/properties/field/$dynamicRef unsupportedKeyword",
    ],
  ])("may not have %s", (_, schema, fault) => {
    expect(checked(schema)).toContain(fault);
  });

  test("may not grow without end when its references are put in place", () => {
    const level = (index: number) => ({
      allOf: [{ $ref: `#/$defs/d${index + 1}` }, { $ref: `#/$defs/d${index + 1}` }],
    });
    const levels = Array.from({ length: 13 }, (_, index) => [`d${index}`, level(index)] as const);
    const schema = { type: "object", $defs: { ...Object.fromEntries(levels), d13: {} }, $ref: "#/$defs/d0" };
    expect(checkSchema(schema, patterns).map(({ code }) => code)).toContain("schemaTooLarge");
  });

  test(
    "may have everything else of the standard that a second implementation takes, too",
    () => {
      const ajv = new Ajv2020({ strict: false, validateFormats: false });
      fc.assert(
        fc.property(schemas, (field) => {
          expect(checked(withField(field))).toEqual([]);
          expect(ajv.validateSchema(withField(field))).toBe(true);
        }),
        { numRuns: 100 },
      );
    },
    GENERATED_MS,
  );
});

describe("values over values", () => {
  test("merge by name, replace lists, and pollute nothing", () => {
    const over = JSON.parse('{"a":{"y":2},"list":[3],"__proto__":{"polluted":1}}');
    expect(mergeValues({ a: { x: 1 }, list: [1, 2], kept: true }, over)).toEqual({
      a: { x: 1, y: 2 },
      list: [3],
      kept: true,
    });
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});
