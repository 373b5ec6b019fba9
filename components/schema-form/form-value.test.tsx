import fc from "fast-check";
import { expect, test } from "vitest";
import { BUILT_IN_TEMPLATES } from "@/server/configuration/template/built-in/catalogue";
import type { Json, JsonObject } from "@/server/configuration/template/json-schema/json-schema";
import { valueAt, withValueAt } from "@/server/configuration/template/json-schema/values-json-schema";
import { choicesOf, controlOf, fieldsOf, wordsOf } from "./field-kind";
import { faultsIn, printValues, readValues } from "./form-value";

const name = fc.constantFrom("baseUrl", "limits", "a/b", "m~n", "notInTheSchema");
const values = fc.dictionary(name, fc.jsonValue({ maxDepth: 3 }), {
  noNullPrototype: true,
}) as fc.Arbitrary<JsonObject>;

/** JSON has one zero. */
const normal = (value: JsonObject) => JSON.parse(JSON.stringify(value)) as JsonObject;

test("going from the form to JSON and back loses nothing, names the schema does not know included", () => {
  fc.assert(
    fc.property(values, (given) => {
      expect(readValues(printValues(given))).toEqual(normal(given));
    }),
  );
});

test("changing one field in the form leaves every other as it was", () => {
  const path = fc.constantFrom("/baseUrl", "/limits", "/a~1b", "/m~0n");
  fc.assert(
    fc.property(values, path, fc.jsonValue({ maxDepth: 1 }) as fc.Arbitrary<Json>, (given, at, value) => {
      const changed = withValueAt(given, at, value);
      expect(valueAt(changed, at)).toEqual(value);
      expect(withValueAt(changed, at, undefined)).toEqual(withValueAt(given, at, undefined));
    }),
  );
});

test("taking back what was typed is as if it had never been typed", () => {
  fc.assert(
    fc.property(values, (given) => {
      const untouched = withValueAt(given, "/typed/inside", undefined);
      expect(untouched).toEqual(given);
    }),
  );
});

test("text that is no JSON object is told, not turned into one", () => {
  for (const text of ["", "{", "[]", "1", "null", '{"a":1,}']) expect(readValues(text)).toBeNull();
});

test.each(BUILT_IN_TEMPLATES.map((template) => [template.name, template] as const))(
  "%s: every field has a control made for it, and words in both languages",
  (_, { definition: { schema } }) => {
    for (const { name: field, schema: part } of fieldsOf(schema, schema)) {
      if (field !== "headers") expect(controlOf(part), field).not.toBe("json");
      const [english, chinese] = ["en", "zh-CN"].map((locale) => wordsOf(part, "", locale).title);
      expect(english, field).not.toBe("");
      expect(chinese, field).not.toBe("");
    }
  },
);

test("a secret that is stored is not asked for again; one that is taken away is missing", () => {
  const definition = {
    schema: { type: "object", properties: { apiKey: { type: "string" } }, required: ["apiKey"] },
    defaults: {},
    rules: [],
    secretFields: ["/apiKey"],
  };
  const stored = [{ path: "/apiKey", isSet: true, mark: "secret:0123456789" }];
  expect(faultsIn(definition, {}, stored)).toEqual([]);
  expect(faultsIn(definition, { apiKey: null }, stored)).toMatchObject([{ path: "/apiKey", code: "required" }]);
  expect(faultsIn(definition, {}, [])).toMatchObject([{ path: "/apiKey", code: "required" }]);
});

test("choices are those of the schema, in the reader's language", () => {
  const schema = { oneOf: [{ const: "dark", title: "Dark", "x-i18n": { "zh-CN": { title: "深色" } } }] };
  expect(choicesOf(schema, "zh-CN")).toEqual([{ value: "dark", label: "深色" }]);
  expect(choicesOf({ enum: [1, null] }, "en").map(({ value }) => value)).toEqual([1, null]);
  expect(choicesOf({ oneOf: [{ const: 1 }, { type: "string" }] }, "en")).toEqual([]);
});
