import { findAssertionFaults } from "./assert-json-schema";
import { BudgetError, type Run, spend, type ValidateOptions } from "./budget-json-schema";
import {
  DEPTH_MAX,
  type Fault,
  isJsonObject,
  type Json,
  type JsonObject,
  type JsonSchema,
  own,
  pointerTo,
  resolveRef,
  STEPS_MAX,
} from "./json-schema";

/** What a schema found, and which properties and items it has looked at: "unevaluated…" is about the others. */
type Outcome = { faults: Fault[]; properties: Set<string>; items: Set<number> };
/** Where a validation stands. */
type Here = { run: Run; path: string; depth: number };
type Visit = Here & { outcome: Outcome };

/**
 * What of a value does not fit a schema (2020-12, checked before by `checkSchema`); empty when it fits. It interprets:
 * nothing is compiled to code. Work above the budget ends with the one fault "budget".
 */
export function validateValue(schema: JsonSchema, value: Json, options: ValidateOptions): Fault[] {
  const run: Run = { ...options, root: schema, steps: options.stepsMax ?? STEPS_MAX };
  try {
    return evaluate({ run, path: "", depth: 0 }, schema, value).faults;
  } catch (error) {
    if (error instanceof BudgetError) return [{ path: "", code: "budget", params: {} }];
    throw error;
  }
}

function evaluate(here: Here, schema: JsonSchema, value: Json): Outcome {
  const { run, path, depth } = here;
  const outcome: Outcome = { faults: [], properties: new Set(), items: new Set() };
  spend(run, 1);
  if (depth > DEPTH_MAX * 4) throw new BudgetError();
  if (schema === true) return outcome;
  if (schema === false) {
    outcome.faults.push({ path, code: "forbidden", params: {} });
    return outcome;
  }
  outcome.faults.push(...findAssertionFaults({ run, path }, schema, value));
  const visit = { run, path, depth: depth + 1, outcome };
  applyInPlace(visit, schema, value);
  if (isJsonObject(value)) applyToProperties(visit, schema, value);
  if (Array.isArray(value)) applyToItems(visit, schema, value);
  return outcome;
}

function applyInPlace(visit: Visit, schema: JsonObject, value: Json): void {
  const { run, path, outcome } = visit;
  const tryOn = (part: JsonSchema) => evaluate(visit, part, value);
  const take = (part: JsonSchema) => absorb(outcome, tryOn(part), true);
  const { $ref } = schema;
  if (typeof $ref === "string") take(resolveRef(run.root, $ref) ?? false);
  for (const part of schemasAt(schema, "allOf")) take(part);
  applyChoice(schema, "anyOf", { path, outcome, tryOn, isRight: (count) => count > 0 });
  applyChoice(schema, "oneOf", { path, outcome, tryOn, isRight: (count) => count === 1 });
  const not = schemaAt(schema, "not");
  if (not !== undefined && tryOn(not).faults.length === 0) {
    outcome.faults.push({ path, code: "not", params: {} });
  }
  const condition = schemaAt(schema, "if");
  if (condition !== undefined) {
    const tried = tryOn(condition);
    const isMet = tried.faults.length === 0;
    if (isMet) absorb(outcome, tried, false);
    const next = schemaAt(schema, isMet ? "then" : "else");
    if (next !== undefined) take(next);
  }
  if (!isJsonObject(value)) return;
  for (const [name, part] of schemaMap(schema, "dependentSchemas")) if (Object.hasOwn(value, name)) take(part);
}

type Choice = {
  path: string;
  outcome: Outcome;
  tryOn: (part: JsonSchema) => Outcome;
  isRight: (count: number) => boolean;
};

function applyChoice(schema: JsonObject, keyword: "anyOf" | "oneOf", choice: Choice): void {
  const parts = schemasAt(schema, keyword);
  if (parts.length === 0) return;
  const fitting = parts.map(choice.tryOn).filter(({ faults }) => faults.length === 0);
  for (const tried of fitting) absorb(choice.outcome, tried, false);
  if (!choice.isRight(fitting.length)) {
    choice.outcome.faults.push({ path: choice.path, code: keyword, params: { count: parts.length } });
  }
}

function applyToProperties(visit: Visit, schema: JsonObject, value: JsonObject): void {
  const { run, outcome } = visit;
  const properties = new Map(schemaMap(schema, "properties"));
  const patterns = schemaMap(schema, "patternProperties");
  const rest = schemaAt(schema, "additionalProperties");
  const names = schemaAt(schema, "propertyNames");
  const unseen = schemaAt(schema, "unevaluatedProperties");
  for (const name of Object.keys(value)) {
    spend(run, 1 + patterns.length);
    const child = { run, path: pointerTo(visit.path, name), depth: visit.depth };
    const see = (part: JsonSchema) => {
      outcome.properties.add(name);
      outcome.faults.push(...evaluate(child, part, own(value, name) ?? null).faults);
    };
    if (names !== undefined && evaluate(child, names, name).faults.length > 0) {
      outcome.faults.push({ path: child.path, code: "propertyNames", params: {} });
    }
    const fitting = patterns.filter(([pattern]) => run.patterns.matches(pattern, name)).map(([, part]) => part);
    const declared = properties.get(name);
    if (declared !== undefined) fitting.push(declared);
    fitting.forEach(see);
    if (fitting.length === 0 && rest !== undefined) see(rest);
    if (unseen !== undefined && !outcome.properties.has(name)) see(unseen);
  }
}

function applyToItems(visit: Visit, schema: JsonObject, value: Json[]): void {
  const { run, path, depth, outcome } = visit;
  const first = schemasAt(schema, "prefixItems");
  const rest = schemaAt(schema, "items");
  const unseen = schemaAt(schema, "unevaluatedItems");
  const itemAt = (index: number) => ({ run, path: pointerTo(path, index), depth });
  const see = (part: JsonSchema, index: number, item: Json) => {
    outcome.items.add(index);
    outcome.faults.push(...evaluate(itemAt(index), part, item).faults);
  };
  value.forEach((item, index) => {
    const part = index < first.length ? first[index] : rest;
    if (part !== undefined) see(part, index, item);
  });
  const contains = schemaAt(schema, "contains");
  if (contains !== undefined) {
    const found = value.flatMap((item, index) =>
      evaluate(itemAt(index), contains, item).faults.length === 0 ? [index] : [],
    );
    for (const index of found) outcome.items.add(index);
    const least = typeof schema.minContains === "number" ? schema.minContains : 1;
    const most = typeof schema.maxContains === "number" ? schema.maxContains : value.length;
    if (found.length < least || found.length > most) {
      outcome.faults.push({ path, code: "contains", params: { least, most } });
    }
  }
  if (unseen === undefined) return;
  value.forEach((item, index) => {
    if (!outcome.items.has(index)) see(unseen, index, item);
  });
}

function absorb(outcome: Outcome, part: Outcome, withFaults: boolean): void {
  // One by one: spreading a very long list would overflow the stack.
  if (withFaults) for (const fault of part.faults) outcome.faults.push(fault);
  for (const name of part.properties) outcome.properties.add(name);
  for (const index of part.items) outcome.items.add(index);
}

function isSchema(value: Json | undefined): value is JsonSchema {
  return typeof value === "boolean" || isJsonObject(value);
}

function schemaAt(schema: JsonObject, keyword: string): JsonSchema | undefined {
  const part = own(schema, keyword);
  return isSchema(part) ? part : undefined;
}

function schemasAt(schema: JsonObject, keyword: string): JsonSchema[] {
  const parts = own(schema, keyword);
  return Array.isArray(parts) ? parts.filter(isSchema) : [];
}

function schemaMap(schema: JsonObject, keyword: string): [string, JsonSchema][] {
  const parts = own(schema, keyword);
  if (!isJsonObject(parts)) return [];
  return Object.entries(parts).flatMap(([name, part]) =>
    isSchema(part) ? [[name, part] as [string, JsonSchema]] : [],
  );
}
