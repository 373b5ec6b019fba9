/** The drivers give big numbers as bigint, number or text, and times as numbers, dates or text: these make them one. */

export function asBigInt(value: unknown): bigint {
  if (typeof value === "bigint") return value;
  if (typeof value === "number" && Number.isInteger(value)) return BigInt(value);
  if (typeof value === "string" && /^-?\d+(\.0+)?$/.test(value)) return BigInt(value.replace(/\..*$/, ""));
  throw new TypeError(`Not an integer: ${String(value)}`);
}

export function asNumber(value: unknown): number {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  if (typeof number === "number" && Number.isFinite(number)) return number;
  if (typeof number === "bigint") return Number(number);
  throw new TypeError(`Not a number: ${String(value)}`);
}

export function asBoolean(value: unknown): boolean {
  if (typeof value === "boolean") return value;
  return asNumber(value) !== 0;
}

export function asText(value: unknown): string {
  if (typeof value === "string") return value;
  throw new TypeError(`Not a text: ${String(value)}`);
}

/** Milliseconds (SQLite), Date (PostgreSQL) or "2026-01-31 12:00:00.000" in UTC (MySQL). */
export function asTime(value: unknown): Date {
  const time = value instanceof Date ? value : typeof value === "string" ? utcText(value) : new Date(asNumber(value));
  if (Number.isNaN(time.getTime())) throw new TypeError(`Not a time: ${String(value)}`);
  return time;
}

function utcText(text: string): Date {
  return new Date(/[zZ]|[+-]\d\d:\d\d$/.test(text) ? text : `${text.replace(" ", "T")}Z`);
}

/** `asX` for columns that may be null. */
export function orNull<T>(value: unknown, read: (value: unknown) => T): T | null {
  return value === null || value === undefined ? null : read(value);
}
