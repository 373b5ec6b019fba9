/** The types, limits and paths of JSON Schema 2020-12 as templates use it. Pure: the server and the browser run the same code. */

export type Json = null | boolean | number | string | Json[] | JsonObject;
export type JsonObject = { [name: string]: Json };
export type JsonSchema = boolean | JsonObject;

/**
 * What does not fit, and where. `path` is a JSON pointer into the value (or into the schema, when that is what was checked);
 * `code` is the keyword or rule, which the browser words; `params` come from the schema alone, never from a value.
 */
export type Fault = { path: string; code: string; params: Record<string, string | number> };

/** Finds a pattern in a text. The engine is handed in, and must need no more than linear time. */
export type PatternMatcher = { compiles(pattern: string): boolean; matches(pattern: string, text: string): boolean };

/** Characters of a schema, of defaults or of values as JSON. */
export const JSON_TEXT_MAX = 1_000_000;
export const DEPTH_MAX = 32;
export const VALUE_NODES_MAX = 20_000;
/** Schemas after each `$ref` was put in place. */
export const SCHEMA_NODES_MAX = 5_000;
export const NAME_LENGTH_MAX = 200;
/** Steps of one validation: a bound on its work that is the same on every machine. */
export const STEPS_MAX = 500_000;
export const PATTERN_LENGTH_MAX = 500;
/** Longer texts are refused where a pattern or a format applies. */
export const MATCHED_LENGTH_MAX = 10_000;

/** Names that mean something to JavaScript itself: as a key of a value they could change every object. */
const FORBIDDEN_NAMES = new Set(["__proto__", "constructor", "prototype"]);

export function isForbiddenName(name: string): boolean {
  return FORBIDDEN_NAMES.has(name);
}

export function isJsonObject(value: unknown): value is JsonObject {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** A pointer one step deeper (RFC 6901). */
export function pointerTo(path: string, name: string | number): string {
  return `${path}/${String(name).replaceAll("~", "~0").replaceAll("/", "~1")}`;
}

export function pointerSteps(path: string): string[] {
  if (path === "") return [];
  return path
    .slice(1)
    .split("/")
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
}

export function isPointer(text: string): boolean {
  return /^(\/([^~/]|~[01])*)*$/.test(text);
}

export function own(object: JsonObject, name: string): Json | undefined {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

/** The same text for equal values, whatever the order of their names: what equality and uniqueness are decided by. */
export function canonicalJson(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (!isJsonObject(value)) return JSON.stringify(value);
  const parts = Object.keys(value)
    .sort()
    .map((name) => `${JSON.stringify(name)}:${canonicalJson(own(value, name) ?? null)}`);
  return `{${parts.join(",")}}`;
}

/** The schema that a `$ref` of ours ("#/$defs/url") names, or undefined. */
export function resolveRef(root: JsonSchema, ref: string): JsonSchema | undefined {
  if (!ref.startsWith("#") || !isPointer(ref.slice(1))) return undefined;
  let node: Json | undefined = root;
  for (const step of pointerSteps(ref.slice(1))) {
    if (Array.isArray(node)) node = node[Number(step)];
    else node = isJsonObject(node) ? own(node, step) : undefined;
  }
  return typeof node === "boolean" || isJsonObject(node) ? node : undefined;
}

/** Remembers what patterns were compiled to. `compile` throws for what its engine does not know. */
export function patternMatcher(compile: (pattern: string) => (text: string) => boolean): PatternMatcher {
  const compiled = new Map<string, ((text: string) => boolean) | null>();
  const find = (pattern: string) => {
    const known = compiled.get(pattern);
    if (known !== undefined) return known;
    if (compiled.size >= COMPILED_MAX) compiled.clear();
    let test: ((text: string) => boolean) | null = null;
    try {
      test = compile(pattern);
    } catch {
      // Not this engine's language: look-around, a back reference, a slip of the pen.
    }
    compiled.set(pattern, test);
    return test;
  };
  return {
    compiles: (pattern) => pattern.length <= PATTERN_LENGTH_MAX && find(pattern) !== null,
    matches: (pattern, text) => find(pattern)?.(text) ?? false,
  };
}

const COMPILED_MAX = 500;
