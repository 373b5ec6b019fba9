import type { JsonObject } from "./contract";
import { asObject, parseJson } from "./json-value";

const USAGE_KEY = '"usage"';
const QUOTE = 34;
const BACKSLASH = 92;
const OPEN = 123;
const CLOSE = 125;

/** The end (exclusive) of the JSON object that starts at `start`, or -1 when the text stops before it. */
function objectEnd(text: string, start: number): number {
  let depth = 0;
  let inString = false;
  for (let at = start; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (inString) {
      if (code === BACKSLASH) at++;
      else if (code === QUOTE) inString = false;
    } else if (code === QUOTE) inString = true;
    else if (code === OPEN) depth++;
    else if (code === CLOSE && --depth === 0) return at + 1;
  }
  return -1;
}

/** Where the value of a `"usage":` key starts if it is an object, else -1. A quote inside a JSON string is escaped, so the pattern only ever meets a key. */
function usageValueStart(text: string, keyAt: number): number {
  let at = keyAt + USAGE_KEY.length;
  while (text[at] === " ") at++;
  if (text[at] !== ":") return -1;
  at++;
  while (text[at] === " " || text[at] === "\n") at++;
  return text.charCodeAt(at) === OPEN ? at : -1;
}

/**
 * Finds the last `"usage": {…}` in JSON text (or SSE text holding JSON) and parses only that object, so that a long answer
 * costs a search instead of a parse. Gives `{ usage }` for a provider's parseUsage, and where it stands; null when there is none.
 */
export function findUsage(text: string): { json: { usage: JsonObject }; at: number } | null {
  for (
    let keyAt = text.lastIndexOf(USAGE_KEY);
    keyAt !== -1;
    keyAt = keyAt === 0 ? -1 : text.lastIndexOf(USAGE_KEY, keyAt - 1)
  ) {
    const start = usageValueStart(text, keyAt);
    if (start === -1) continue;
    const end = objectEnd(text, start);
    const usage = end === -1 ? null : asObject(parseJson(text.slice(start, end)));
    if (usage) return { json: { usage }, at: keyAt };
  }
  return null;
}

/** findUsage over the bytes of a whole non-stream answer. Latin-1 keeps one character a byte; counts are ASCII. */
export function findUsageInBytes(bytes: Buffer): { usage: JsonObject } | null {
  return findUsage(bytes.toString("latin1"))?.json ?? null;
}
