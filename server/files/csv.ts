/** A cell that begins so is run as a formula by spreadsheets. */
const FORMULA_START = /^[=+\-@\t\r]/;
const PLAIN_NUMBER = /^[+-]?\d+(\.\d+)?$/;
const NEEDS_QUOTES = /[",\r\n]/;

/** Excel takes a file for UTF-8 only with this mark before it. */
export const CSV_START = "\ufeff";

/** One line of a CSV file (RFC 4180). What would be read as a formula gets an apostrophe before it; numbers stay numbers. */
export function csvLine(cells: readonly (string | bigint | number | null)[]): string {
  return `${cells.map(csvCell).join(",")}\r\n`;
}

const UNITS_A_DOLLAR = 500_000n;
const MILLIONTHS_A_UNIT = 1_000_000n / UNITS_A_DOLLAR;

/** Quota units as dollars, exact: a unit is the sixth decimal's. */
export function dollarText(units: bigint): string {
  const sign = units < 0n ? "-" : "";
  const amount = units < 0n ? -units : units;
  const millionths = (amount % UNITS_A_DOLLAR) * MILLIONTHS_A_UNIT;
  const decimals = millionths.toString().padStart(6, "0").replace(/0+$/, "").padEnd(2, "0");
  return `${sign}${amount / UNITS_A_DOLLAR}.${decimals}`;
}

function csvCell(value: string | bigint | number | null): string {
  const text = value === null ? "" : String(value);
  const safe = FORMULA_START.test(text) && !PLAIN_NUMBER.test(text) ? `'${text}` : text;
  return NEEDS_QUOTES.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
