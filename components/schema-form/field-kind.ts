import { dereference } from "@/server/configuration/template/definition-schema";
import {
  canonicalJson,
  isJsonObject,
  type Json,
  type JsonObject,
  type JsonSchema,
  own,
} from "@/server/configuration/template/json-schema/json-schema";

/** How a field is filled in. What no control fits is written as JSON. */
export type ControlKind = "text" | "longText" | "number" | "switch" | "choice" | "tags" | "group" | "json";

const LONG_TEXT_LENGTH = 300;

/** The control of a field whose references were resolved. */
export function controlOf(schema: JsonSchema): ControlKind {
  if (!isJsonObject(schema)) return "json";
  if (choicesOf(schema, "en").length > 0) return "choice";
  const { type } = schema;
  if (type === "boolean") return "switch";
  if (type === "integer" || type === "number") return "number";
  if (type === "string") return isLong(schema) ? "longText" : "text";
  if (type === "array") return isWordList(schema) ? "tags" : "json";
  return type === "object" && isJsonObject(own(schema, "properties")) ? "group" : "json";
}

function isLong({ format, pattern, maxLength }: JsonObject): boolean {
  return format === undefined && pattern === undefined && typeof maxLength === "number" && maxLength > LONG_TEXT_LENGTH;
}

/** Tags hold no spaces and no value twice, so only lists that have neither become tags. */
function isWordList(schema: JsonObject): boolean {
  const { items } = schema;
  return schema.uniqueItems === true && isJsonObject(items) && items.type === "string" && items.enum === undefined;
}

export type Choice = { value: Json; label: string };

/** What a field may be one of: an enum of plain values, or constants with titles of their own. */
export function choicesOf(schema: JsonObject, locale: string): Choice[] {
  const { enum: list, oneOf } = schema;
  if (Array.isArray(list) && list.every(isPlain)) return list.map((value) => ({ value, label: String(value) }));
  if (!Array.isArray(oneOf)) return [];
  const constants = oneOf.filter(isJsonObject).filter((one) => own(one, "const") !== undefined);
  if (constants.length !== oneOf.length) return [];
  return constants.flatMap((one) => {
    const value = own(one, "const") ?? null;
    return isPlain(value) ? [{ value, label: wordsOf(one, String(value), locale).title }] : [];
  });
}

function isPlain(value: Json): boolean {
  return typeof value !== "object" || value === null;
}

export function isSameJson(left: Json | undefined, right: Json | undefined): boolean {
  if (left === undefined || right === undefined) return left === right;
  return canonicalJson(left) === canonicalJson(right);
}

/** What a field is called in the reader's language: "x-i18n" has the languages beside the schema's own words. */
export function wordsOf(schema: JsonSchema, name: string, locale: string): { title: string; description: string } {
  if (!isJsonObject(schema)) return { title: name, description: "" };
  const languages = own(schema, "x-i18n");
  const translated = isJsonObject(languages) ? own(languages, locale) : undefined;
  const pick = (word: "title" | "description", fallback: string) => {
    const said = isJsonObject(translated) ? own(translated, word) : undefined;
    const text = said ?? own(schema, word);
    return typeof text === "string" ? text : fallback;
  };
  return { title: pick("title", name), description: pick("description", "") };
}

/** The fields of an object's schema, in the order they were written. */
export function fieldsOf(root: JsonObject, schema: JsonSchema): { name: string; schema: JsonSchema }[] {
  const object = dereference(root, schema);
  const properties = isJsonObject(object) ? own(object, "properties") : undefined;
  if (!isJsonObject(properties)) return [];
  return Object.entries(properties).flatMap(([name, field]) =>
    typeof field === "boolean" || isJsonObject(field) ? [{ name, schema: dereference(root, field) }] : [],
  );
}

/** The names an object's schema asks for. */
export function requiredOf(root: JsonObject, schema: JsonSchema): ReadonlySet<Json> {
  const object = dereference(root, schema);
  const names = isJsonObject(object) ? own(object, "required") : undefined;
  return new Set(Array.isArray(names) ? names : []);
}
