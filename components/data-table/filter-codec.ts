import {
  type DateRange,
  type FilterDefinition,
  type NumberRange,
  PRESET_MS,
  RANGE_PRESETS,
  type RangePreset,
  type RawFilterValue,
} from "./filter";

const LIST_SEPARATOR = ",";
const RANGE_SEPARATOR = "~";
const ESCAPED_COMMA = "%2C";

function isPreset(text: string): text is RangePreset {
  return RANGE_PRESETS.some((preset) => preset === text);
}

/** `24h`, or `2026-11-01T00:00:00.000Z~` with either end open. */
function parseDateRange(text: string): DateRange | null {
  if (isPreset(text)) return { preset: text };
  const [from, to] = splitRange(text, (end) => Date.parse(end));
  return from === null && to === null ? null : { from, to };
}

function parseNumberRange(text: string): NumberRange | null {
  const [min, max] = splitRange(text, Number);
  return min === null && max === null ? null : { min, max };
}

function splitRange(text: string, read: (end: string) => number): [number | null, number | null] {
  const ends = text.split(RANGE_SEPARATOR).map((end) => (end ? read(end) : null));
  const valid = ends.map((end) => (end === null || Number.isNaN(end) ? null : end));
  return [valid[0] ?? null, valid[1] ?? null];
}

/** Reads a filter from the URL; what cannot be read is as if it were not there. */
export function parseFilter(kind: FilterDefinition["kind"], text: string): RawFilterValue {
  if (kind === "dateRange") return parseDateRange(text);
  if (kind === "numberRange") return parseNumberRange(text);
  if (kind === "boolean") return text === "true" ? true : text === "false" ? false : null;
  if (kind === "options") {
    const values = text.split(LIST_SEPARATOR).filter(Boolean);
    return values.length > 0 ? values.map((value) => value.replaceAll(ESCAPED_COMMA, LIST_SEPARATOR)) : null;
  }
  return text.trim() || null;
}

/** Writes a filter into the URL. */
export function serializeFilter(value: RawFilterValue): string {
  if (value === null) return "";
  if (Array.isArray(value))
    return value.map((item) => item.replaceAll(LIST_SEPARATOR, ESCAPED_COMMA)).join(LIST_SEPARATOR);
  if (typeof value !== "object") return String(value);
  if ("preset" in value) return value.preset;
  if ("min" in value) return `${value.min ?? ""}${RANGE_SEPARATOR}${value.max ?? ""}`;
  const iso = (end: number | null) => (end === null ? "" : new Date(end).toISOString());
  return `${iso(value.from)}${RANGE_SEPARATOR}${iso(value.to)}`;
}

/** Turns what the URL holds into what a query takes; `now` fixes relative ranges until the next refresh. */
export function resolveFilter(value: RawFilterValue, now: number): unknown {
  if (value === null) return undefined;
  if (typeof value !== "object" || Array.isArray(value)) return value;
  if ("preset" in value) return { from: new Date(now - PRESET_MS[value.preset]), to: undefined };
  if ("min" in value) return { min: value.min ?? undefined, max: value.max ?? undefined };
  const date = (end: number | null) => (end === null ? undefined : new Date(end));
  return { from: date(value.from), to: date(value.to) };
}
