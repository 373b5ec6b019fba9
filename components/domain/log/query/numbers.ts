import type { NumberRange } from "@/components/data-table/filter";

/** A quota unit is 1/500,000 US dollar. */
export const UNITS_PER_DOLLAR = 500_000;
const FACTOR = {
  ms: { "": 1, ms: 1, s: 1_000, m: 60_000 },
  dollars: { "": UNITS_PER_DOLLAR },
  count: { "": 1, k: 1_000 },
};
type Unit = keyof typeof FACTOR;
/** What the columns can hold. */
const HIGHEST_OF = { ms: 2_147_483_647, dollars: Number.MAX_SAFE_INTEGER, count: 2_147_483_647 } as const;

/** `>=2s`, `<500`, `1..10`, `404`: whole numbers in the filter's own unit; null when it is no number of the unit. */
export function readRange(text: string, unit: Unit): NumberRange | null {
  const ends = text.split("..");
  if (ends.length === 2) {
    const [low, high] = ends.map((end) => readNumber(end, unit));
    return low == null || high == null || low > high ? null : { min: up(low), max: down(high) };
  }
  const match = /^(>=|<=|>|<|=)?(.+)$/.exec(text);
  const value = readNumber(match?.[2] ?? "", unit);
  if (value === null) return null;
  const range = {
    ">=": { min: up(value), max: null },
    ">": { min: down(value) + 1, max: null },
    "<=": { min: null, max: down(value) },
    "<": { min: null, max: up(value) - 1 },
    "=": { min: up(value), max: down(value) },
  }[match?.[1] ?? "="];
  if (!range || (range.max ?? 0) < 0 || (range.min ?? 0) > (range.max ?? Number.MAX_SAFE_INTEGER)) return null;
  return range;
}

function readNumber(text: string, unit: Unit): number | null {
  const match = /^\$?(\d{1,12}(?:\.\d{1,9})?)([a-z]*)$/i.exec(text.trim());
  const factors: Record<string, number> = FACTOR[unit];
  const factor = factors[match?.[2]?.toLowerCase() ?? ""];
  if (!match || factor === undefined) return null;
  // Decimal fractions are not exact in binary: what is left of 0.0028 × 500,000 is cut off.
  const value = Math.round(Number(match[1]) * factor * 1e6) / 1e6;
  return value < HIGHEST_OF[unit] ? value : null;
}

const up = Math.ceil;
const down = Math.floor;

/** The range as a query has it. */
export function printRange({ min, max }: NumberRange, unit: Unit): string {
  const [low, high] = [min, max].map((end) => (end === null ? null : printNumber(end, unit)));
  if (low != null && high != null) return low === high ? low : `${low}..${high}`;
  return low == null ? `<=${high ?? 0}` : `>=${low}`;
}

function printNumber(value: number, unit: Unit): string {
  if (unit === "dollars") return (value / UNITS_PER_DOLLAR).toFixed(6).replace(/\.?0+$/, "");
  if (unit === "ms") return value > 0 && value % 1_000 === 0 ? `${value / 1_000}s` : `${value}ms`;
  return String(value);
}

const CLASSES = [
  { name: "2xx", from: 200, to: 299 },
  { name: "4xx", from: 400, to: 499 },
  { name: "5xx", from: 500, to: 599 },
] as const;
const LOWEST = 100;
const HIGHEST = 599;

/** `5xx`, `404`, `>=500`, `400..499`: the classes or the one status meant; null when it is neither. */
export function readStatus(text: string): string[] | null {
  const named = CLASSES.find(({ name }) => name === text.toLowerCase());
  if (named) return [named.name];
  const range = readRange(text, "count");
  if (!range) return null;
  const from = Math.max(range.min ?? LOWEST, LOWEST);
  const to = Math.min(range.max ?? HIGHEST, HIGHEST);
  if (from === to) return [String(from)];
  const inside = CLASSES.filter((one) => one.from >= from && one.to <= to);
  const isCut = CLASSES.some((one) => !inside.includes(one) && one.from <= to && one.to >= from);
  return isCut || inside.length === 0 ? null : inside.map(({ name }) => name);
}
