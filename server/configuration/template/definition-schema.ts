import { checkSchema } from "./json-schema/check-json-schema";
import {
  type Fault,
  isJsonObject,
  type Json,
  type JsonObject,
  type JsonSchema,
  own,
  type PatternMatcher,
  pointerSteps,
  resolveRef,
} from "./json-schema/json-schema";
import { validateValue } from "./json-schema/validate-json-schema";
import { checkJson, mergeValues, valueAt } from "./json-schema/values-json-schema";
import { checkRules, type TemplateRule } from "./rules-schema";

/** What a version of a template says. */
export type Definition = {
  schema: JsonObject;
  defaults: JsonObject;
  rules: TemplateRule[];
  /** JSON pointers of the fields that are kept encrypted. */
  secretFields: string[];
};

/** A fault of a definition says in which of its parts it is. */
export type DefinitionFault = Fault & { part: "schema" | "defaults" | "rules" | "secretFields" };

/** What is wrong with a definition; empty when it may be published. */
export function checkDefinition(definition: Definition, patterns: PatternMatcher): DefinitionFault[] {
  const { schema, defaults, rules, secretFields } = definition;
  const inPart = (part: DefinitionFault["part"], faults: Fault[]) => faults.map((fault) => ({ ...fault, part }));
  const ofSchema = checkSchema(schema, patterns);
  if (ofSchema.length > 0) return inPart("schema", ofSchema);
  const tooMuch = checkJson(defaults);
  if (tooMuch.length > 0) return inPart("defaults", tooMuch);
  return [
    ...inPart("defaults", validateValue(schema, defaults, { patterns, isPartial: true })),
    ...inPart("defaults", secretsIn(defaults, secretFields)),
    ...inPart(
      "rules",
      rules.flatMap((rule, index) => unknownFields(schema, rule, index)),
    ),
    ...inPart(
      "secretFields",
      secretFields.flatMap((path, index) => badSecret(schema, path, index)),
    ),
  ];
}

/**
 * What of a configuration's values does not fit a version: the version's defaults are laid under them first. `values` holds
 * the secrets too.
 */
export function checkValues(definition: Definition, values: JsonObject, patterns: PatternMatcher): Fault[] {
  const tooMuch = checkJson(values);
  if (tooMuch.length > 0) return tooMuch;
  const whole = mergeValues(definition.defaults, values);
  const faults = validateValue(definition.schema, whole, { patterns });
  return [...faults, ...checkRules(definition.rules, whole)].slice(0, FAULTS_MAX);
}

const FAULTS_MAX = 100;

/** The schema of a field, through objects and references; undefined where none is declared. */
export function schemaOfField(root: JsonObject, path: string): JsonSchema | undefined {
  let node: JsonSchema | undefined = root;
  for (const step of pointerSteps(path)) {
    const object: JsonSchema | undefined = node === undefined ? undefined : dereference(root, node);
    const properties: Json | undefined = isJsonObject(object) ? own(object, "properties") : undefined;
    const next: Json | undefined = isJsonObject(properties) ? own(properties, step) : undefined;
    node = typeof next === "boolean" || isJsonObject(next) ? next : undefined;
  }
  return node === undefined ? undefined : dereference(root, node);
}

/** A schema that only refers to another is that other one; what stands beside the reference wins. */
export function dereference(root: JsonObject, schema: JsonSchema): JsonSchema {
  let node = schema;
  // Checked schemas do not contain themselves; the bound is for those still being written.
  for (let hops = 0; hops < REFS_MAX && isJsonObject(node) && typeof node.$ref === "string"; hops += 1) {
    const { $ref, ...beside } = node;
    const target = resolveRef(root, String($ref));
    if (!isJsonObject(target)) return target ?? beside;
    node = { ...target, ...beside };
  }
  return node;
}

const REFS_MAX = 32;

function secretsIn(defaults: JsonObject, secretFields: readonly string[]): Fault[] {
  return secretFields
    .filter((path) => valueAt(defaults, path) !== undefined)
    .map((path) => ({ path, code: "secretDefault", params: {} }));
}

function badSecret(schema: JsonObject, path: string, index: number): Fault[] {
  const field = schemaOfField(schema, path);
  const isString = isJsonObject(field) && field.type === "string" && !("default" in field);
  return isString ? [] : [{ path: `/${index}`, code: "secretField", params: { field: path } }];
}

function unknownFields(schema: JsonObject, rule: TemplateRule, index: number): Fault[] {
  return fieldsOf(rule)
    .filter((path) => schemaOfField(schema, path) === undefined)
    .map((path) => ({ path: `/${index}`, code: "unknownField", params: { field: path } }));
}

function fieldsOf(rule: TemplateRule): string[] {
  switch (rule.rule) {
    case "requiredIf":
      return [rule.field, rule.when];
    case "oneOfFields":
      return rule.fields;
    case "lessThan":
      return [rule.field, rule.than];
    case "urlAllowed":
      return [rule.field];
  }
}
