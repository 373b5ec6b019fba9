import fc from "fast-check";
import type { Json } from "../schema-json";

/** Real names for fields that name a record, by what their schema says they begin with, or by the field's name. */
export type KnownNames = { byPrefix: Record<string, string>; byField: Record<string, string> };

const TEXTS = [
  "a",
  "sample",
  "some text",
  "1",
  "0.5",
  "https://example.com",
  "203.0.113.7",
  "someone@example.com",
  "UTC",
];

/** Values that fit a schema of the document, as far as a schema tells. */
export function fitting(schema: Json, known: KnownNames, field = ""): fc.Arbitrary<unknown> {
  const alternatives = schema.anyOf ?? (schema.oneOf as Json[] | undefined);
  if (alternatives) return fc.oneof(...alternatives.map((one) => fitting(one, known, field)));
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  switch (type) {
    case "object":
      return fittingObject(schema, known);
    case "array":
      return fc.array(fitting(schema.items ?? {}, known, field), {
        minLength: (schema.minItems as number | undefined) ?? 0,
        maxLength: Math.min((schema.maxItems as number | undefined) ?? 3, 3),
      });
    case "string":
      return fittingText(schema, known, field);
    case "integer":
    case "number":
      return fittingNumber(schema);
    case "boolean":
      return fc.boolean();
    case "null":
      return fc.constant(null);
    default:
      return fc.jsonValue({ maxDepth: 2 });
  }
}

function fittingObject(schema: Json, known: KnownNames): fc.Arbitrary<unknown> {
  const fields = Object.entries(schema.properties ?? {});
  if (fields.length === 0) {
    const item = typeof schema.additionalProperties === "object" ? schema.additionalProperties : {};
    const name = fc.constantFrom("400", "503", "model", "other-model");
    return fc.dictionary(name, fitting(item, known), { maxKeys: 2 });
  }
  const model = Object.fromEntries(fields.map(([name, field]) => [name, fitting(field, known, name)]));
  return fc.record(model, { requiredKeys: schema.required ?? [] });
}

function fittingText(schema: Json, known: KnownNames, field: string): fc.Arbitrary<unknown> {
  const prefix = /^\^([a-z]+_)/.exec(schema.pattern ?? "")?.[1];
  if (prefix !== undefined) {
    const made = fc.constant(`${prefix}${"0".repeat(26)}`);
    const real = known.byPrefix[prefix];
    return real === undefined ? made : fc.oneof({ weight: 4, arbitrary: fc.constant(real) }, made);
  }
  if (schema.format === "date-time") {
    return fc
      .date({ min: new Date(0), max: new Date("2100-01-01"), noInvalidDate: true })
      .map((at) => at.toISOString());
  }
  const real = known.byField[field];
  const pattern = schema.pattern === undefined ? null : new RegExp(schema.pattern, "u");
  const minLength = (schema.minLength as number | undefined) ?? 0;
  const maxLength = (schema.maxLength as number | undefined) ?? 200;
  const texts = [...(real === undefined ? [] : [real]), ...TEXTS].filter(
    (text) => text.length >= minLength && text.length <= maxLength && (pattern === null || pattern.test(text)),
  );
  const random = pattern
    ? fc.stringMatching(pattern)
    : fc.string({ minLength, maxLength: Math.max(minLength, Math.min(maxLength, 60)), unit: "grapheme" });
  return texts.length > 0 ? fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...texts) }, random) : random;
}

function fittingNumber(schema: Json): fc.Arbitrary<unknown> {
  const min = Math.max(Number(schema.minimum ?? -1_000), Number.MIN_SAFE_INTEGER);
  const max = Math.min(Number(schema.maximum ?? 1_000_000), Number.MAX_SAFE_INTEGER);
  const small = fc.integer({ min: Math.ceil(min), max: Math.max(Math.ceil(min), Math.min(max, Math.ceil(min) + 100)) });
  return fc.oneof(small, fc.constant(max), fc.constant(min));
}

/** Values that no schema asked for, and that have broken programs before. */
export const HOSTILE: readonly unknown[] = [
  null,
  "",
  " ",
  "\u0000",
  "\u202e\ud83d\ude00",
  "\ud800",
  "'; DROP TABLE users; --",
  "../../etc/passwd",
  "%00%ff",
  "x".repeat(20_000),
  -1,
  0,
  1.5,
  2_147_483_648,
  9_007_199_254_740_992,
  1e308,
  "99999999999999999999",
  "-0",
  "0001-01-01T00:00:00Z",
  "9999-12-31T23:59:59.999Z",
  true,
  [],
  {},
  [[[[[[]]]]]],
  { constructor: { prototype: { polluted: true } } },
];

/** A fitting value with one place of it spoilt: a field replaced by something hostile, left out, or added. */
export function spoilt(value: unknown): fc.Arbitrary<unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return fc.constantFrom(...HOSTILE);
  const names = Object.keys(value);
  const added = fc.constantFrom("is_admin", "version", "constructor", "id").map((name) => ({ ...value, [name]: "x" }));
  if (names.length === 0) return added;
  const name = fc.constantFrom(...names);
  const replaced = fc.tuple(name, fc.constantFrom(...HOSTILE)).map(([at, bad]) => ({ ...value, [at]: bad }));
  const missing = name.map((gone) => Object.fromEntries(Object.entries(value).filter(([at]) => at !== gone)));
  const deeper = name.chain((at) =>
    spoilt((value as Record<string, unknown>)[at]).map((bad) => ({ ...value, [at]: bad })),
  );
  return fc.oneof({ weight: 4, arbitrary: replaced }, missing, added, { weight: 2, arbitrary: deeper });
}
