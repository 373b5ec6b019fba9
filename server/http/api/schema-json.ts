import { z } from "zod";
import { snakeCase } from "./wire";

export type Json = {
  type?: string | string[];
  properties?: Record<string, Json>;
  required?: string[];
  additionalProperties?: boolean | Json;
  items?: Json;
  anyOf?: Json[];
  enum?: unknown[];
  const?: unknown;
  format?: string;
  pattern?: string;
  description?: string;
  default?: unknown;
  [keyword: string]: unknown;
};

const UNITS_PATTERN = "^-?\\d{1,19}$";

/**
 * A zod schema as JSON Schema (2020-12) of what stands in JSON: names in snake_case, big integers as decimal text, instants
 * as RFC 3339. Inputs know no other field than those named; answers may get more with time.
 */
export function wireSchema(schema: z.ZodType, io: "input" | "output"): Json {
  const json = z.toJSONSchema(schema, {
    io,
    unrepresentable: "any",
    override: ({ zodSchema, jsonSchema }) => {
      const { def } = zodSchema._zod;
      if (def.type === "bigint") Object.assign(jsonSchema, { type: "string", pattern: UNITS_PATTERN });
      if (def.type === "date") Object.assign(jsonSchema, { type: "string", format: "date-time" });
      if (def.type === "object") asWire(jsonSchema as Json, io);
      // Defaults of big integers and dates have no place in JSON.
      if (!isJson(jsonSchema.default)) delete jsonSchema.default;
    },
  }) as Json;
  delete json.$schema;
  return json;
}

function asWire(json: Json, io: "input" | "output"): void {
  const properties = Object.entries(json.properties ?? {}).map(([name, field]) => [snakeCase(name), field] as const);
  json.properties = Object.fromEntries(properties);
  if (json.required) json.required = json.required.map(snakeCase);
  if (io === "input") json.additionalProperties = false;
  else delete json.additionalProperties;
}

function isJson(value: unknown): boolean {
  return value !== undefined && typeof value !== "bigint" && !(value instanceof Date);
}
