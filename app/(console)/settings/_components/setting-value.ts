/** What a setting's JSON Schema says about the control it needs. */
export type ControlKind =
  | "switch"
  | "choice"
  | "number"
  | "list"
  | "text"
  | "longText"
  | "instant"
  | "rows"
  | "map"
  | "json";

export type SettingSchema = {
  type?: string;
  enum?: readonly (string | number)[];
  const?: string | number;
  anyOf?: readonly SettingSchema[];
  default?: unknown;
  format?: string;
  pattern?: string;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  items?: SettingSchema;
  properties?: Readonly<Record<string, SettingSchema>>;
  required?: readonly string[];
  additionalProperties?: SettingSchema | boolean;
};

const LONG_TEXT_LENGTH = 200;

/** The values a setting can have, when they are a short list. */
export function choicesOf(schema: SettingSchema): readonly (string | number)[] | null {
  if (schema.enum) return schema.enum;
  const values = schema.anyOf?.flatMap((option) => option.const ?? []);
  return values && values.length > 0 && values.length === schema.anyOf?.length ? values : null;
}

/** "X or nothing" is edited as X. */
export function withoutNull(schema: SettingSchema): SettingSchema {
  const others = schema.anyOf?.filter((option) => option.type !== "null");
  const [only] = others ?? [];
  return only && others?.length === 1 ? only : schema;
}

export function controlKind(given: SettingSchema): ControlKind {
  const schema = withoutNull(given);
  if (choicesOf(schema)) return "choice";
  if (schema.type === "boolean") return "switch";
  if (schema.type === "integer" || schema.type === "number") return "number";
  if (schema.type === "array") return schema.items?.type === "object" ? "rows" : listKind(schema);
  if (schema.type === "object") return mapValueOf(schema) ? "map" : "json";
  if (schema.format === "date-time") return "instant";
  // A pattern is of an address, a host, a code: one line, however long.
  const isProse = schema.pattern === undefined && (schema.maxLength ?? 0) > LONG_TEXT_LENGTH;
  return isProse ? "longText" : "text";
}

function listKind(schema: SettingSchema): "list" | "json" {
  return schema.items?.type === "array" ? "json" : "list";
}

/** What the values of a map look like; null for an object with properties of its own. */
export function mapValueOf(schema: SettingSchema): SettingSchema | null {
  const { additionalProperties, properties } = schema;
  const isFree = properties === undefined || Object.keys(properties).length === 0;
  return isFree && typeof additionalProperties === "object" ? additionalProperties : null;
}

/** The text a control starts from. Lists are one entry a line. */
export function toText(value: unknown): string {
  if (Array.isArray(value))
    return value.map((item) => (isObject(item) ? JSON.stringify(item) : String(item))).join("\n");
  if (isObject(value)) return JSON.stringify(value);
  return value === null || value === undefined ? "" : String(value);
}

/** The value of a control's text; an unreadable number goes as text, so that the schema says what is wrong with it. */
export function fromText(text: string, schema: SettingSchema): unknown {
  const kind = controlKind(schema);
  if (kind === "number") return toNumber(text);
  if (kind !== "list") return text;
  const entries = text
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);
  const isNumeric = schema.items?.type === "integer" || schema.items?.type === "number";
  return isNumeric ? entries.map(toNumber) : entries;
}

function toNumber(text: string): number | string {
  const number = Number(text.trim());
  return text.trim() === "" || Number.isNaN(number) ? text : number;
}

/** What a new row or a new key of a map starts with. What may be left out is left out. */
export function emptyValue(schema: SettingSchema): unknown {
  if (schema.default !== undefined) return schema.default;
  if (schema.type === "object" && schema.properties) {
    const required = schema.required ?? [];
    const entries = Object.entries(schema.properties).filter(
      ([name, property]) => required.includes(name) || property.default !== undefined,
    );
    return Object.fromEntries(entries.map(([name, property]) => [name, emptyValue(property)]));
  }
  const kind = controlKind(schema);
  if (kind === "choice") return choicesOf(schema)?.[0];
  if (kind === "switch") return false;
  if (kind === "number") return schema.minimum ?? 0;
  if (kind === "list" || kind === "rows") return [];
  return kind === "map" || kind === "json" ? {} : "";
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
