type Json = Record<string, unknown>;

/** Never names of fields: with them a path could reach what all objects share. */
const FORBIDDEN_NAMES = new Set(["__proto__", "constructor", "prototype"]);

/** Names may hold dots themselves (models in a mapping): the longest name that there is wins. */
function splitPath(state: object, path: string): { name: string; rest: string | null } | null {
  const names = path.split(".");
  for (let length = names.length; length > 0; length -= 1) {
    const name = names.slice(0, length).join(".");
    if (!FORBIDDEN_NAMES.has(name) && Object.hasOwn(state, name)) {
      return { name, rest: length === names.length ? null : names.slice(length).join(".") };
    }
  }
  return null;
}

/** The value at a top-level name or dotted path of a state; undefined where there is none. */
export function readPath(state: object, path: string): unknown {
  const at = splitPath(state, path);
  if (at === null) return undefined;
  const value = (state as Json)[at.name];
  if (at.rest === null) return value;
  return isMap(value) ? readPath(value, at.rest) : undefined;
}

/** Puts a copy of a value there, in place; undefined takes the field away. */
export function writePath(state: Json, path: string, value: unknown): void {
  const { name, rest } = splitPath(state, path) ?? { name: path, rest: null };
  if (FORBIDDEN_NAMES.has(name)) return;
  const inner = state[name];
  if (rest !== null && isMap(inner)) writePath(inner, rest, value);
  else if (value === undefined) delete state[name];
  else state[name] = structuredClone(value);
}

function isMap(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
