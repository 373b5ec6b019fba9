import { z } from "zod";

type Json = {
  type?: string;
  const?: unknown;
  enum?: unknown[];
  anyOf?: Json[];
  oneOf?: Json[];
  allOf?: Json[];
  format?: string;
  pattern?: string;
  minLength?: number;
  minimum?: number;
  minItems?: number;
  items?: Json;
  properties?: Record<string, Json>;
  required?: string[];
};

const TEXTS = [
  "sample",
  "1",
  "1.0.0",
  "https://example.com",
  "someone@example.com",
  "203.0.113.7",
  "root",
  "a sample text",
];

/**
 * A plausible input for a zod schema: required fields only, the least that fits. Undefined when it finds none, which
 * means that the schema has a rule this cannot guess and the caller must bring a sample.
 */
export function sampleInput(schema: z.ZodType): { value: unknown } | undefined {
  const json = z.toJSONSchema(schema, {
    io: "input",
    unrepresentable: "any",
    // JSON has no big integers and no dates: name them so that the sample has the real thing.
    override: ({ zodSchema, jsonSchema }) => {
      const { type } = zodSchema._zod.def;
      if (type === "bigint" || type === "date") Object.assign(jsonSchema, { type: `x-${type}` });
    },
  }) as Json;
  const value = sample(json);
  return schema.safeParse(value).success ? { value } : undefined;
}

function sample(json: Json): unknown {
  if (json.const !== undefined) return json.const;
  if (json.enum) return json.enum[0];
  const choice = (json.anyOf ?? json.oneOf)?.[0];
  if (choice) return sample(choice);
  if (json.allOf) return Object.assign({}, ...json.allOf.map(sample));
  switch (json.type) {
    case "object":
      return sampleObject(json);
    case "array":
      return Array.from({ length: json.minItems ?? 0 }, () => sample(json.items ?? {}));
    case "string":
      return sampleText(json);
    case "integer":
    case "number":
      return Math.max(1, json.minimum ?? 1);
    case "boolean":
      return true;
    case "x-bigint":
      return 1n;
    case "x-date":
      return new Date();
    default:
      return null;
  }
}

function sampleObject(json: Json): Record<string, unknown> {
  const entries = Object.entries(json.properties ?? {}).filter(([name]) => json.required?.includes(name));
  return Object.fromEntries(entries.map(([name, field]) => [name, sample(field)]));
}

function sampleText(json: Json): string {
  const prefix = /^\^([a-z]+_)/.exec(json.pattern ?? "")?.[1];
  if (prefix) return `${prefix}${"0".repeat(26)}`;
  if (json.format === "email") return "someone@example.com";
  if (json.format === "uri") return "https://example.com";
  const pattern = json.pattern === undefined ? null : new RegExp(json.pattern, "u");
  const fits = (text: string) => text.length >= (json.minLength ?? 0) && (pattern === null || pattern.test(text));
  return TEXTS.find(fits) ?? "x".repeat(json.minLength ?? 1);
}
