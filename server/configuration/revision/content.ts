import { isDeepStrictEqual } from "node:util";

/** A state as it is stored; the empty text stands for "not there". Big integers and dates become text. */
export function writeContent(state: object | null): string {
  return state === null ? "" : JSON.stringify(state, bigintAsText);
}

/** A stored state; null: the object was not there. */
export function readContent(content: string): Record<string, unknown> | null {
  return content === "" ? null : JSON.parse(content);
}

const MARK = /secret:[\w-]{10}/g;

/** Whether two stored states are the same, marks of secrets aside: those change with the installation's key, too. */
export function isSameState(left: string, right: string): boolean {
  if (left === right) return true;
  if (left === "" || right === "") return false;
  return isDeepStrictEqual(unmarked(left), unmarked(right));
}

function unmarked(content: string): unknown {
  return JSON.parse(content.replace(MARK, "secret:"));
}

function bigintAsText(_name: string, value: unknown): unknown {
  return typeof value === "bigint" ? value.toString() : value;
}
