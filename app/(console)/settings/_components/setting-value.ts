/** What a setting's JSON Schema says about the control it needs. */
export type ControlKind = "switch" | "choice" | "number" | "list" | "text" | "longText";

export type SettingSchema = {
  type?: string;
  enum?: readonly (string | number)[];
  anyOf?: readonly { const?: string | number }[];
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  items?: { type?: string };
};

const LONG_TEXT_LENGTH = 200;

/** The values a setting can have, when they are a short list. */
export function choicesOf(schema: SettingSchema): readonly (string | number)[] | null {
  if (schema.enum) return schema.enum;
  const values = schema.anyOf?.flatMap((option) => option.const ?? []);
  return values && values.length === schema.anyOf?.length ? values : null;
}

export function controlKind(schema: SettingSchema): ControlKind {
  if (choicesOf(schema)) return "choice";
  if (schema.type === "boolean") return "switch";
  if (schema.type === "integer" || schema.type === "number") return "number";
  if (schema.type === "array") return "list";
  return (schema.maxLength ?? 0) > LONG_TEXT_LENGTH ? "longText" : "text";
}

/** The text a control starts from. Lists are one entry a line. */
export function toText(value: unknown): string {
  if (Array.isArray(value)) return value.map(String).join("\n");
  return value === null || value === undefined ? "" : String(value);
}

/** The value of a control's text; an unreadable number goes as text, so that the server says what is wrong with it. */
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
