import { splitDelimited } from "./delimited";
import { IMPORT_ENTRIES_MAX, ModelName, PriceFields } from "./schema";
import { mapSpecialPrices } from "./special-price-schema";

/** One entry of a pasted price list: a price, or what is wrong with it. `place` is a line or an array position, from 1. */
export type SheetEntry =
  | { place: number; model: string; price: PriceFields; error: null }
  | { place: number; model: string; price: null; error: SheetError };

export type SheetError = "bad_model" | "bad_price" | "bad_mode" | "no_price" | "repeated";

/** What a pasted text as a whole can be: entries, or the one reason why it is no price list. */
export type PriceSheet =
  | { entries: SheetEntry[]; fault: null }
  | { entries: null; fault: "empty" | "bad_json" | "no_model_column" | "too_many" };

/** Column names people use, in our file and in others', for one field each. */
const FIELD_NAMES = {
  model: ["model", "name", "id", "model_name"],
  mode: ["mode", "type"],
  inputPrice: ["inputprice", "input", "input_price", "prompt"],
  outputPrice: ["outputprice", "output", "output_price", "completion"],
  cachedInputPrice: ["cachedinputprice", "cached", "cached_input", "cached_input_price", "cache_read"],
  cacheWritePrice: ["cachewriteprice", "cache_write", "cache_creation", "cache_write_price"],
  audioInputPrice: ["audioinputprice", "audio_input", "audio", "audio_input_price"],
  imageInputPrice: ["imageinputprice", "image_input", "image", "image_input_price"],
  audioOutputPrice: ["audiooutputprice", "audio_output", "audio_output_price"],
  callPrice: ["callprice", "call", "per_call", "call_price", "request"],
} as const;
type Field = keyof typeof FIELD_NAMES;
type RawEntry = { place: number; values: Partial<Record<Field, string>> };

/**
 * Reads a price list from JSON (an array of objects, or one object by model) or from lines with a header, separated by
 * comma, semicolon or tab. Prices are US dollars per million tokens, or per request where only a call price is given.
 */
export function readPriceSheet(text: string): PriceSheet {
  const trimmed = text.replace(/^\uFEFF/, "").trim();
  if (trimmed === "") return { entries: null, fault: "empty" };
  const raw = /^[[{]/.test(trimmed) ? readJson(trimmed) : readLines(trimmed);
  if (typeof raw === "string") return { entries: null, fault: raw };
  if (raw.length === 0) return { entries: null, fault: "empty" };
  if (raw.length > IMPORT_ENTRIES_MAX) return { entries: null, fault: "too_many" };
  const seen = new Set<string>();
  return { entries: raw.map((entry) => toEntry(entry, seen)), fault: null };
}

function readJson(text: string): RawEntry[] | "bad_json" {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return "bad_json";
  }
  if (Array.isArray(value)) return value.map((item, index) => ({ place: index + 1, values: fieldsOf(item) }));
  if (typeof value !== "object" || value === null) return "bad_json";
  return Object.entries(value).map(([model, item], index) => ({
    place: index + 1,
    values: { ...fieldsOf(item), model },
  }));
}

function fieldsOf(item: unknown): RawEntry["values"] {
  const values: RawEntry["values"] = {};
  if (typeof item !== "object" || item === null) return values;
  for (const [name, value] of Object.entries(item)) {
    const field = fieldNamed(name);
    if (field && (typeof value === "string" || typeof value === "number")) values[field] = plainText(value);
  }
  return values;
}

/** JSON numbers come as floats; the shortest decimal that reads back the same is what their author typed. */
function plainText(value: string | number): string {
  if (typeof value === "string") return value.trim();
  const text = String(value);
  return text.includes("e-") ? value.toFixed(12).replace(/0+$/, "") : text;
}

function readLines(text: string): RawEntry[] | "no_model_column" {
  const [header, ...rows] = splitDelimited(text);
  const fields = header?.cells.map(fieldNamed) ?? [];
  if (!fields.includes("model")) return "no_model_column";
  return rows.map(({ line, cells }) => {
    const values: RawEntry["values"] = {};
    for (const [index, field] of fields.entries()) {
      const cell = cells[index]?.trim();
      if (field && cell) values[field] = cell;
    }
    return { place: line, values };
  });
}

function fieldNamed(name: string): Field | null {
  const plain = name
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, "_");
  for (const [field, names] of Object.entries(FIELD_NAMES)) {
    if ((names as readonly string[]).includes(plain)) return field as Field;
  }
  return null;
}

function toEntry({ place, values }: RawEntry, seen: Set<string>): SheetEntry {
  const failed = (error: SheetError): SheetEntry => ({ place, model: values.model ?? "", price: null, error });
  const model = ModelName.safeParse(values.model);
  if (!model.success) return failed("bad_model");
  if (seen.has(model.data)) return failed("repeated");
  seen.add(model.data);
  const hasTokens = values.inputPrice !== undefined || values.outputPrice !== undefined;
  if (!hasTokens && values.callPrice === undefined) return failed("no_price");
  const mode = values.mode?.toLowerCase() ?? (hasTokens ? "token" : "call");
  if (mode !== "token" && mode !== "call") return failed("bad_mode");
  const price = PriceFields.safeParse({
    mode,
    inputPrice: dollars(values.inputPrice),
    outputPrice: dollars(values.outputPrice),
    cachedInputPrice: values.cachedInputPrice === undefined ? null : dollars(values.cachedInputPrice),
    ...mapSpecialPrices(values, dollars),
    callPrice: dollars(values.callPrice),
  });
  return price.success ? { place, model: model.data, price: price.data, error: null } : failed("bad_price");
}

function dollars(text: string | undefined): string {
  return text === undefined ? "0" : text.replace(/^\$\s*/, "");
}
