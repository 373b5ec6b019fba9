import { type Run, spend } from "./budget-json-schema";
import { hasFormat } from "./format-json-schema";
import {
  canonicalJson,
  type Fault,
  isJsonObject,
  type Json,
  type JsonObject,
  MATCHED_LENGTH_MAX,
  own,
  pointerTo,
} from "./json-schema";

type Check<Value extends Json> = (value: Value, argument: Json, run: Run) => boolean;

const isWithin =
  (compare: (value: number, limit: number) => boolean) =>
  (value: number, limit: Json): boolean =>
    typeof limit !== "number" || compare(value, limit);

const atLeast = isWithin((value, limit) => value >= limit);
const atMost = isWithin((value, limit) => value <= limit);

const NUMBER_CHECKS: Record<string, Check<number>> = {
  minimum: atLeast,
  maximum: atMost,
  exclusiveMinimum: isWithin((value, limit) => value > limit),
  exclusiveMaximum: isWithin((value, limit) => value < limit),
  multipleOf: isWithin(isMultipleOf),
};

const STRING_CHECKS: Record<string, Check<string>> = {
  minLength: (text, limit) => atLeast(lengthOf(text), limit),
  maxLength: (text, limit) => atMost(lengthOf(text), limit),
  pattern: (text, pattern, run) =>
    typeof pattern !== "string" || (text.length <= MATCHED_LENGTH_MAX && run.patterns.matches(pattern, text)),
  format: (text, name) => typeof name !== "string" || (text.length <= MATCHED_LENGTH_MAX && hasFormat(name, text)),
};

const ARRAY_CHECKS: Record<string, Check<Json[]>> = {
  minItems: (items, limit) => atLeast(items.length, limit),
  maxItems: (items, limit) => atMost(items.length, limit),
  uniqueItems: (items, isWanted, run) => {
    if (isWanted !== true) return true;
    const texts = items.map(canonicalJson);
    spend(run, Math.ceil(texts.reduce((sum, text) => sum + text.length, 0) / CHARACTERS_A_STEP));
    return new Set(texts).size === texts.length;
  },
};

const OBJECT_CHECKS: Record<string, Check<JsonObject>> = {
  minProperties: (object, limit, run) => run.isPartial === true || atLeast(Object.keys(object).length, limit),
  maxProperties: (object, limit) => atMost(Object.keys(object).length, limit),
};

const ANY_CHECKS: Record<string, Check<Json>> = {
  type: (value, types) => [types].flat().some((type) => isOfType(value, type)),
  const: (value, wanted, run) => isEqual(run, value, wanted),
  enum: (value, allowed, run) => !Array.isArray(allowed) || allowed.some((one) => isEqual(run, value, one)),
};

const CHARACTERS_A_STEP = 100;

/** The faults of one value by the keywords that look at it alone, without going into its parts. */
export function findAssertionFaults(
  { run, path }: { run: Run; path: string },
  schema: JsonObject,
  value: Json,
): Fault[] {
  const at = { run, schema };
  const broken = [
    ...brokenOf(ANY_CHECKS, at, value),
    ...(typeof value === "number" ? brokenOf(NUMBER_CHECKS, at, value) : []),
    ...(typeof value === "string" ? brokenOf(STRING_CHECKS, at, value) : []),
    ...(Array.isArray(value) ? brokenOf(ARRAY_CHECKS, at, value) : []),
    ...(isJsonObject(value) ? brokenOf(OBJECT_CHECKS, at, value) : []),
  ];
  const faults = broken.map((code) => ({ path, code, params: { limit: printLimit(own(schema, code)) } }));
  return isJsonObject(value) && run.isPartial !== true
    ? [...faults, ...missing(run, schema, value).map((name) => missingAt(path, name))]
    : faults;
}

function brokenOf<Value extends Json>(
  checks: Record<string, Check<Value>>,
  { run, schema }: { run: Run; schema: JsonObject },
  value: Value,
): string[] {
  return Object.keys(checks).filter((keyword) => {
    const argument = own(schema, keyword);
    return argument !== undefined && checks[keyword]?.(value, argument, run) === false;
  });
}

function missingAt(path: string, name: string): Fault {
  return { path: pointerTo(path, name), code: "required", params: {} };
}

function missing(run: Run, schema: JsonObject, value: JsonObject): string[] {
  const wanted = new Set(textsOf(own(schema, "required")));
  const dependent = own(schema, "dependentRequired");
  if (isJsonObject(dependent)) {
    for (const name of Object.keys(dependent).filter((one) => Object.hasOwn(value, one))) {
      for (const other of textsOf(own(dependent, name))) wanted.add(other);
    }
  }
  spend(run, wanted.size);
  return [...wanted].filter((name) => !Object.hasOwn(value, name));
}

function textsOf(list: Json | undefined): string[] {
  return Array.isArray(list) ? list.filter((item) => typeof item === "string") : [];
}

function isOfType(value: Json, type: Json): boolean {
  if (type === "integer") return typeof value === "number" && Number.isInteger(value);
  if (type === "null") return value === null;
  if (type === "array") return Array.isArray(value);
  if (type === "object") return isJsonObject(value);
  return typeof value === type;
}

function isEqual(run: Run, left: Json, right: Json): boolean {
  if (typeof left !== "object" || typeof right !== "object") {
    spend(run, 1);
    return left === right;
  }
  const [one, other] = [canonicalJson(left), canonicalJson(right)];
  spend(run, 1 + Math.ceil((one.length + other.length) / CHARACTERS_A_STEP));
  return one === other;
}

/** Decimal, so that 0.3 is a multiple of 0.1 although binary fractions say otherwise. */
function isMultipleOf(value: number, step: number): boolean {
  const quotient = value / step;
  return Math.abs(quotient - Math.round(quotient)) <= Math.abs(quotient) * Number.EPSILON * 4;
}

/** Characters as people count them, not halves of surrogate pairs. */
function lengthOf(text: string): number {
  return text.length - (text.match(/[\uD800-\uDBFF][\uDC00-\uDFFF]/g)?.length ?? 0);
}

function printLimit(argument: Json | undefined): string | number {
  if (typeof argument === "number") return argument;
  if (typeof argument === "string") return argument.slice(0, SHOWN_MAX);
  const list = Array.isArray(argument) ? argument : [argument ?? null];
  const shown = list.slice(0, LISTED_MAX).map((item) => (typeof item === "string" ? item : JSON.stringify(item)));
  return `${shown.join(", ").slice(0, SHOWN_MAX)}${list.length > LISTED_MAX ? " …" : ""}`;
}

const SHOWN_MAX = 200;
const LISTED_MAX = 20;
