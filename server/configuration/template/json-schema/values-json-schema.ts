import {
  DEPTH_MAX,
  type Fault,
  isForbiddenName,
  isJsonObject,
  JSON_TEXT_MAX,
  type Json,
  type JsonObject,
  NAME_LENGTH_MAX,
  own,
  pointerSteps,
  pointerTo,
  VALUE_NODES_MAX,
} from "./json-schema";

/** What of a value is too much for anybody: its depth, its size, or a name that means something to JavaScript itself. */
export function checkJson(value: unknown): Fault[] {
  const faults: Fault[] = [];
  let nodes = 0;
  const visit = (node: unknown, path: string, depth: number): void => {
    nodes += 1;
    if (nodes > VALUE_NODES_MAX || faults.length >= FAULTS_MAX) return;
    if (depth > DEPTH_MAX) return void faults.push({ path, code: "tooDeep", params: { limit: DEPTH_MAX } });
    if (Array.isArray(node)) {
      for (const [index, item] of node.entries()) visit(item, pointerTo(path, index), depth + 1);
      return;
    }
    if (isJsonObject(node)) {
      for (const name of Object.keys(node)) visitName(own(node, name), name, { path, depth });
      return;
    }
    const isPlain = node === null || ["string", "boolean"].includes(typeof node) || Number.isFinite(node);
    if (!isPlain) faults.push({ path, code: "notJson", params: {} });
  };
  const visitName = (child: Json | undefined, name: string, place: { path: string; depth: number }): void => {
    const at = pointerTo(place.path, name.slice(0, NAME_LENGTH_MAX));
    if (isForbiddenName(name)) faults.push({ path: at, code: "forbiddenName", params: { keyword: name } });
    else if (name.length > NAME_LENGTH_MAX)
      faults.push({ path: at, code: "nameTooLong", params: { limit: NAME_LENGTH_MAX } });
    else visit(child, at, place.depth + 1);
  };
  visit(value, "", 0);
  if (nodes > VALUE_NODES_MAX) faults.push({ path: "", code: "tooManyValues", params: { limit: VALUE_NODES_MAX } });
  // Only what is neither deep nor many is printed.
  if (faults.length === 0 && JSON.stringify(value).length > JSON_TEXT_MAX) {
    faults.push({ path: "", code: "tooLong", params: { limit: JSON_TEXT_MAX } });
  }
  return faults;
}

const FAULTS_MAX = 100;

export function valueAt(values: Json, path: string): Json | undefined {
  let node: Json | undefined = values;
  for (const step of pointerSteps(path)) {
    if (Array.isArray(node)) node = node[Number(step)];
    else node = isJsonObject(node) ? own(node, step) : undefined;
  }
  return node;
}

/** A copy with the value at a path of names; undefined takes it away. Objects on the way are made where they are missing. */
export function withValueAt(values: JsonObject, path: string, value: Json | undefined): JsonObject {
  return withSteps(values, pointerSteps(path), value);
}

function withSteps(values: JsonObject, steps: readonly string[], value: Json | undefined): JsonObject {
  const [name, ...rest] = steps;
  if (name === undefined) return values;
  if (isForbiddenName(name)) throw new RangeError(`"${name}" cannot be a name`);
  const copy = { ...values };
  if (rest.length > 0) {
    const inner = own(values, name);
    if (value === undefined && !isJsonObject(inner)) return values;
    copy[name] = withSteps(isJsonObject(inner) ? inner : {}, rest, value);
  } else if (value === undefined) delete copy[name];
  else copy[name] = value;
  return copy;
}

/** Values laid over others: objects are merged name by name, everything else is replaced whole. Neither input is changed. */
export function mergeValues(under: JsonObject, over: JsonObject): JsonObject {
  const merged: JsonObject = { ...under };
  for (const name of Object.keys(over)) {
    if (isForbiddenName(name)) continue;
    const [below, above] = [own(under, name), own(over, name) ?? null];
    merged[name] = isJsonObject(below) && isJsonObject(above) ? mergeValues(below, above) : above;
  }
  return merged;
}
