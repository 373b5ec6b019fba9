import { Finding, type FindingCode } from "./schema";

const PARAM_LENGTH_MAX = 200;

/** What was found, in a form that can be worded in any language. */
export function finding(code: FindingCode, params: Record<string, string> = {}): Finding {
  const short = Object.entries(params).map(([name, value]) => [name, value.slice(0, PARAM_LENGTH_MAX)]);
  return { code, params: Object.fromEntries(short) };
}

/** The finding of a stored event; null where there was none. */
export function readFinding(stored: string): Finding | null {
  return stored === "" ? null : Finding.parse(JSON.parse(stored));
}
