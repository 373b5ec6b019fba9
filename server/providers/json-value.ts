import type { JsonObject } from "./contract";

/** Readers for JSON from outside: each gives the value when it has the type, else the empty case. */

export function asObject(value: unknown): JsonObject | null {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as JsonObject) : null;
}

export function asArray(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

export function asString(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

export function asNumber(value: unknown): number | null {
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}

// A count beyond this is a broken upstream, and it would be multiplied into a bill.
const TOKEN_COUNT_MAX = 1_000_000_000;

/** A whole number of tokens, or null: negative, fractional and absurd counts are no counts. */
export function asTokenCount(value: unknown): number | null {
  return typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= TOKEN_COUNT_MAX ? value : null;
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
