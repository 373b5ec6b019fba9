import { FORMAT_NAMES } from "./format-json-schema";
import {
  DEPTH_MAX,
  type Fault,
  isForbiddenName,
  isJsonObject,
  isPointer,
  JSON_TEXT_MAX,
  type Json,
  type JsonObject,
  NAME_LENGTH_MAX,
  own,
  type PatternMatcher,
  pointerTo,
  resolveRef,
  SCHEMA_NODES_MAX,
} from "./json-schema";
import { ONE_SCHEMA, PLAIN, SCHEMA_LISTS, SCHEMA_MAPS, UNSUPPORTED, VALUES } from "./keywords-json-schema";
import { checkJson } from "./values-json-schema";

type Check = { root: JsonObject; patterns: PatternMatcher; faults: Fault[]; nodes: number; trail: Set<JsonObject> };
type Place = { path: string; depth: number };
type Params = Fault["params"];

const FAULTS_MAX = 100;
const SHOWN_MAX = 100;

/**
 * What is wrong with a schema; empty when a template may have it: it has the shape the 2020-12 meta-schema asks for, names no
 * other document, does not contain itself, stays small with its references put in place, and its patterns run in linear time.
 */
export function checkSchema(schema: Json, patterns: PatternMatcher): Fault[] {
  if (!isJsonObject(schema)) return [{ path: "", code: "schemaShape", params: { keyword: "schema" } }];
  if (JSON.stringify(schema).length > JSON_TEXT_MAX) {
    return [{ path: "", code: "tooLong", params: { limit: JSON_TEXT_MAX } }];
  }
  const check: Check = { root: schema, patterns, faults: [], nodes: 0, trail: new Set() };
  if (schema.type !== "object") check.faults.push({ path: "/type", code: "rootType", params: {} });
  visit(check, schema, { path: "", depth: 0 });
  return check.faults.slice(0, FAULTS_MAX);
}

/** How one place of a schema says what is wrong with it. */
function refuser(check: Check, path: string) {
  return (code: string, params: Params = {}): void => {
    if (check.faults.length <= FAULTS_MAX) check.faults.push({ path, code, params });
  };
}

/** Goes through a schema with its references in place, as a validation would: what is endless or huge shows here. */
function visit(check: Check, schema: Json, at: Place): void {
  const refuse = refuser(check, at.path);
  check.nodes += 1;
  if (check.nodes === SCHEMA_NODES_MAX + 1) refuse("schemaTooLarge", { limit: SCHEMA_NODES_MAX });
  if (check.nodes > SCHEMA_NODES_MAX || typeof schema === "boolean") return;
  if (!isJsonObject(schema)) refuse("schemaShape", { keyword: at.path.split("/").at(-1) ?? "" });
  else if (at.depth > DEPTH_MAX) refuse("tooDeep", { limit: DEPTH_MAX });
  else if (check.trail.has(schema)) refuse("recursive");
  else {
    check.trail.add(schema);
    for (const keyword of Object.keys(schema)) visitKeyword(check, schema, { ...at, keyword });
    check.trail.delete(schema);
  }
}

type Keyword = Place & { keyword: string };

function visitKeyword(check: Check, schema: JsonObject, { keyword, ...at }: Keyword): void {
  const value = own(schema, keyword) ?? null;
  const inner = { path: pointerTo(at.path, keyword), depth: at.depth + 1 };
  if (ONE_SCHEMA.has(keyword)) visit(check, value, inner);
  else if (SCHEMA_LISTS.has(keyword)) visitList(check, value, { ...inner, keyword });
  else if (SCHEMA_MAPS.has(keyword)) visitMap(check, value, { ...inner, keyword });
  else if (keyword.startsWith("x-")) checkInside(check, value, inner.path);
  else checkPlain(check, value, { ...inner, keyword });
}

function visitList(check: Check, value: Json, { keyword, path, depth }: Keyword): void {
  if (!Array.isArray(value) || value.length === 0) {
    refuser(check, path)("schemaShape", { keyword });
    return;
  }
  for (const [index, part] of value.entries()) visit(check, part, { path: pointerTo(path, index), depth });
}

function visitMap(check: Check, value: Json, { keyword, path, depth }: Keyword): void {
  if (!isJsonObject(value)) {
    refuser(check, path)("schemaShape", { keyword });
    return;
  }
  for (const name of Object.keys(value)) {
    const at = pointerTo(path, name);
    const refuse = refuser(check, at);
    if (isForbiddenName(name)) refuse("forbiddenName", { keyword: name });
    else if (name.length > NAME_LENGTH_MAX) refuse("nameTooLong", { limit: NAME_LENGTH_MAX });
    else if (keyword === "patternProperties") checkPattern(check, name, at);
    visit(check, own(value, name) ?? null, { path: at, depth });
  }
}

/** A keyword whose value is no schema. */
function checkPlain(check: Check, value: Json, { keyword, ...at }: Keyword): void {
  const refuse = refuser(check, at.path);
  const shape = Object.hasOwn(PLAIN, keyword) ? PLAIN[keyword] : undefined;
  const isNested = keyword === "$id" && at.depth > 1;
  if (UNSUPPORTED.has(keyword) || isNested) refuse("unsupportedKeyword", { keyword });
  else if (!shape)
    refuse(isForbiddenName(keyword) ? "forbiddenName" : "unknownKeyword", { keyword: keyword.slice(0, SHOWN_MAX) });
  else if (!shape(value)) refuse("schemaShape", { keyword });
  else if (VALUES.has(keyword)) checkInside(check, value, at.path);
  else if (keyword === "pattern") checkPattern(check, String(value), at.path);
  else if (keyword === "$ref") visitRef(check, String(value), at);
  else if (keyword === "format" && !FORMAT_NAMES.includes(String(value))) {
    refuse("unknownFormat", { format: String(value).slice(0, SHOWN_MAX), known: FORMAT_NAMES.join(", ") });
  }
}

function checkInside(check: Check, value: Json, path: string): void {
  for (const fault of checkJson(value)) refuser(check, `${path}${fault.path}`)(fault.code, fault.params);
}

function visitRef(check: Check, ref: string, at: Place): void {
  const refuse = refuser(check, at.path);
  const shown = { ref: ref.slice(0, SHOWN_MAX) };
  const target = isPointer(ref.slice(1)) ? resolveRef(check.root, ref) : undefined;
  if (!ref.startsWith("#")) refuse("remoteRef", shown);
  else if (target === undefined) refuse("badRef", shown);
  else visit(check, target, at);
}

function checkPattern(check: Check, pattern: string, path: string): void {
  if (!check.patterns.compiles(pattern)) refuser(check, path)("badPattern", { pattern: pattern.slice(0, SHOWN_MAX) });
}
