import { AppError } from "@/server/kernel/errors";

/** A non-negative decimal as digits over a power of ten: "2.50" is 250 / 10^2. */
export type ExactDecimal = { digits: bigint; scale: number };

const PLAIN_DECIMAL = /^(\d{1,12})(?:\.(\d{1,12}))?$/;

/** Reads a plain decimal string without ever becoming a float. Throws BAD_INPUT for signs, exponents and anything else. */
export function parseDecimal(text: string): ExactDecimal {
  const match = PLAIN_DECIMAL.exec(text);
  if (!match) throw new AppError("BAD_INPUT", { reason: "price.bad_decimal", meta: { value: text.slice(0, 40) } });
  const fraction = match[2] ?? "";
  return { digits: BigInt(`${match[1]}${fraction}`), scale: fraction.length };
}

/** Whether a is greater than, equal to (0) or smaller than b. */
export function compareDecimals(a: string, b: string): number {
  const [left, right] = [parseDecimal(a), parseDecimal(b)];
  const scale = Math.max(left.scale, right.scale);
  const difference = atScale(left, scale) - atScale(right, scale);
  return difference === 0n ? 0 : difference > 0n ? 1 : -1;
}

/** The digits of a decimal at a wider scale. */
export function atScale(value: ExactDecimal, scale: number): bigint {
  return value.digits * 10n ** BigInt(scale - value.scale);
}

/** The shortest spelling of a decimal: "02.500" is "2.5", so that equal prices are equal texts. */
export function canonicalDecimal(text: string): string {
  return spell(parseDecimal(text));
}

/** The exact product of two decimals, spelt shortest. */
export function multiplyDecimals(a: string, b: string): string {
  const [left, right] = [parseDecimal(a), parseDecimal(b)];
  return spell({ digits: left.digits * right.digits, scale: left.scale + right.scale });
}

function spell({ digits, scale }: ExactDecimal): string {
  const padded = digits.toString().padStart(scale + 1, "0");
  const whole = padded.slice(0, padded.length - scale);
  const fraction = scale === 0 ? "" : padded.slice(-scale).replace(/0+$/, "");
  return fraction === "" ? whole : `${whole}.${fraction}`;
}
