import { isJsonObject, type Json } from "./json-schema";

const DIALECT = "https://json-schema.org/draft/2020-12/schema";

type Shape = (value: Json) => boolean;

const isText: Shape = (value) => typeof value === "string";
const isFlag: Shape = (value) => typeof value === "boolean";
const isNumber: Shape = (value) => typeof value === "number";
const isCount: Shape = (value) => typeof value === "number" && Number.isInteger(value) && value >= 0;
const isAnything: Shape = () => true;
const isTextList: Shape = (value) =>
  Array.isArray(value) && value.every(isText) && new Set(value).size === value.length;
const isTextListMap: Shape = (value) => isJsonObject(value) && Object.values(value).every(isTextList);

const TYPES = ["null", "boolean", "object", "array", "number", "string", "integer"];
const isType: Shape = (value) => typeof value === "string" && TYPES.includes(value);

/** Keywords of 2020-12 and the shape of their values, as the standard's own schema has them. */
export const PLAIN: Record<string, Shape> = {
  $schema: (value) => typeof value === "string" && value.replace(/#$/, "") === DIALECT,
  $id: isText,
  $comment: isText,
  $ref: isText,
  title: isText,
  description: isText,
  default: isAnything,
  examples: Array.isArray,
  deprecated: isFlag,
  readOnly: isFlag,
  writeOnly: isFlag,
  contentEncoding: isText,
  contentMediaType: isText,
  type: (value) =>
    isType(value) || (isTextList(value) && Array.isArray(value) && value.length > 0 && value.every(isType)),
  const: isAnything,
  enum: (value) => Array.isArray(value) && value.length > 0,
  multipleOf: (value) => typeof value === "number" && value > 0,
  maximum: isNumber,
  exclusiveMaximum: isNumber,
  minimum: isNumber,
  exclusiveMinimum: isNumber,
  maxLength: isCount,
  minLength: isCount,
  pattern: isText,
  format: isText,
  maxItems: isCount,
  minItems: isCount,
  uniqueItems: isFlag,
  maxContains: isCount,
  minContains: isCount,
  maxProperties: isCount,
  minProperties: isCount,
  required: isTextList,
  dependentRequired: isTextListMap,
};
export const ONE_SCHEMA = new Set([
  "not",
  "if",
  "then",
  "else",
  "items",
  "contains",
  "additionalProperties",
  "propertyNames",
  "unevaluatedItems",
  "unevaluatedProperties",
]);
export const SCHEMA_LISTS = new Set(["allOf", "anyOf", "oneOf", "prefixItems"]);
export const SCHEMA_MAPS = new Set(["$defs", "properties", "patternProperties", "dependentSchemas"]);
/** Of the standard, and not for a template: they change what other names mean, or look elsewhere. */
export const UNSUPPORTED = new Set([
  "$anchor",
  "$dynamicRef",
  "$dynamicAnchor",
  "$vocabulary",
  "contentSchema",
  "$recursiveRef",
]);

/** Whatever stands here is a value, not a schema. */
export const VALUES = new Set(["default", "const", "enum", "examples"]);
