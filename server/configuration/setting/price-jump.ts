import { compareDecimals, multiplyDecimals } from "@/server/supply/price/decimal";

/** A part of a price that moves ten-fold or more, with what 10 US dollars of credit come to by it before and after. */
export type PriceJump = { subject: string; before: string; after: string; exampleBefore: string; exampleAfter: string };

const FACTOR = "10";
const EXAMPLE_USD = "10";

/**
 * The first jump between two values of a price setting (a decimal, or lines of "name=decimal", whose missing names stand
 * at 1), or null. A slipped decimal point moves a price by exactly ten, so that counts.
 */
export function findPriceJump(before: unknown, after: unknown): PriceJump | null {
  const [left, right] = [readParts(before), readParts(after)];
  for (const subject of new Set([...left.keys(), ...right.keys()])) {
    const [from, to] = [left.get(subject) ?? "1", right.get(subject) ?? "1"];
    if (!isTenfold(from, to)) continue;
    return {
      subject,
      before: from,
      after: to,
      exampleBefore: multiplyDecimals(EXAMPLE_USD, from),
      exampleAfter: multiplyDecimals(EXAMPLE_USD, to),
    };
  }
  return null;
}

function readParts(value: unknown): Map<string, string> {
  if (typeof value === "string") return new Map([["", value]]);
  if (!Array.isArray(value)) return new Map();
  return new Map(value.map((line) => splitLine(String(line))));
}

function splitLine(line: string): [string, string] {
  const at = line.lastIndexOf("=");
  return [line.slice(0, at), line.slice(at + 1)];
}

function isTenfold(from: string, to: string): boolean {
  if (compareDecimals(from, to) === 0) return false;
  return (
    compareDecimals(to, multiplyDecimals(from, FACTOR)) >= 0 || compareDecimals(from, multiplyDecimals(to, FACTOR)) >= 0
  );
}
