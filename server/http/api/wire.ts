import { z } from "zod";

/*
 * The one mapping between what services speak and what stands in JSON: snake_case names, big integers as decimal text,
 * instants as RFC 3339. It is led by the schema, so the keys of a map (a model's name) stay as they are, and what a schema
 * does not name never leaves.
 */

type Schema = z.core.$ZodType;
type Def = z.core.$ZodTypes["_zod"]["def"];

export type Fault = { path: string; code: string };

const INTEGER = /^-?\d{1,20}$/;
const NUMBER = /^-?\d{1,15}(\.\d{1,15})?$/;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/i;

/** `isUnlimited` → `is_unlimited`. */
export function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function defOf(schema: Schema): Def {
  return schema._zod.def as Def;
}

/** The schema inside what only says that a value may be missing, or is changed once it was read. */
export function bare(schema: Schema): Schema {
  const def = defOf(schema);
  switch (def.type) {
    case "optional":
    case "nullable":
    case "default":
    case "prefault":
    case "readonly":
    case "catch":
    case "nonoptional":
      return bare(def.innerType);
    case "pipe":
      return bare(def.in);
    case "lazy":
      return bare(def.getter());
    default:
      return schema;
  }
}

/** The fields of an object schema, by the names services know; null for another schema. */
export function shapeOf(schema: Schema): Record<string, Schema> | null {
  const def = defOf(bare(schema));
  return def.type === "object" ? (def.shape as Record<string, Schema>) : null;
}

/** A service's answer as JSON. Fields that the schema does not name are left out. */
export function toWire(schema: Schema, value: unknown): unknown {
  if (value === null || value === undefined) return value;
  const inner = bare(schema);
  const def = defOf(inner);
  switch (def.type) {
    case "bigint":
      return String(value);
    case "date":
      return (value as Date).toISOString();
    case "array":
      return (value as unknown[]).map((item) => toWire(def.element, item));
    case "tuple":
      return (value as unknown[]).map((item, index) => toWire(def.items[index] ?? z.unknown(), item));
    case "record":
      return mapValues(value as object, (item) => toWire(def.valueType, item));
    case "object":
      return objectToWire(def.shape as Record<string, Schema>, value as Record<string, unknown>);
    case "union":
      return toWire(def.options.find((option) => z.safeParse(option, value).success) ?? z.unknown(), value);
    default:
      return JSON.parse(JSON.stringify(value, (_name, part) => (typeof part === "bigint" ? String(part) : part)));
  }
}

function objectToWire(shape: Record<string, Schema>, value: Record<string, unknown>): Record<string, unknown> {
  const entries = Object.entries(shape)
    .filter(([name]) => value[name] !== undefined)
    .map(([name, field]) => [snakeCase(name), toWire(field, value[name])]);
  return Object.fromEntries(entries);
}

/**
 * JSON as a service wants it, by the input's schema; the schema still has to judge it. `isText`: values come from an address,
 * where everything is text. Names that no field has are added to `faults`.
 */
export function fromWire(schema: Schema, value: unknown, context: { faults: Fault[]; isText: boolean; path?: string }) {
  const path = context.path ?? "";
  if (value === null || value === undefined) return value;
  if (typeof value === "string" && value.includes("\0")) context.faults.push({ path, code: "zero_byte" });
  const def = defOf(bare(schema));
  const inside = (inner: Schema, item: unknown, name: string | number): unknown =>
    fromWire(inner, item, { ...context, path: path === "" ? String(name) : `${path}.${name}` });
  switch (def.type) {
    case "bigint":
      return typeof value === "string" && INTEGER.test(value) ? BigInt(value) : value;
    case "date":
      return typeof value === "string" && INSTANT.test(value) ? new Date(value) : value;
    case "number":
      return context.isText && typeof value === "string" && NUMBER.test(value) ? Number(value) : value;
    case "boolean":
      return context.isText && (value === "true" || value === "false") ? value === "true" : value;
    case "array":
      return Array.isArray(value) ? value.map((item, index) => inside(def.element, item, index)) : value;
    case "record":
      return isRecord(value) ? mapValues(value, (item, name) => inside(def.valueType, item, name)) : value;
    case "object":
      return isRecord(value) ? objectFromWire(def.shape as Record<string, Schema>, value, { ...context, path }) : value;
    case "union":
      return unionFromWire(def.options, value, { ...context, path });
    default:
      return value;
  }
}

type Reading = { faults: Fault[]; isText: boolean; path: string };

function objectFromWire(shape: Record<string, Schema>, value: Record<string, unknown>, reading: Reading) {
  const names = new Map(Object.keys(shape).map((name) => [snakeCase(name), name]));
  const result: Record<string, unknown> = {};
  for (const [given, item] of Object.entries(value)) {
    const path = reading.path === "" ? given : `${reading.path}.${given}`;
    const name = names.get(given);
    const field = name === undefined ? undefined : shape[name];
    if (name === undefined || !field) reading.faults.push({ path: path.slice(0, 200), code: "unknown_field" });
    else result[name] = fromWire(field, item, { ...reading, path });
  }
  return result;
}

/** The first alternative that fits; where none does, the first, so that there is something to complain about. */
function unionFromWire(options: readonly Schema[], value: unknown, reading: Reading): unknown {
  const attempts = options.map((option) => {
    const faults: Fault[] = [];
    const read = fromWire(option, value, { ...reading, faults });
    return { faults, read, fits: faults.length === 0 && z.safeParse(option, read).success };
  });
  const chosen = attempts.find((attempt) => attempt.fits) ?? attempts[0];
  reading.faults.push(...(chosen?.faults ?? []));
  return chosen?.read;
}

/** Objects as JSON has them. Names that would reach a prototype are nobody's field, and are kept out of maps. */
function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function mapValues(value: object, map: (item: unknown, name: string) => unknown): Record<string, unknown> {
  const entries = Object.entries(value).filter(([name]) => name !== "__proto__");
  return Object.fromEntries(entries.map(([name, item]) => [name, map(item, name)]));
}
