import { minorDigits } from "./provider-schema";

/** An amount as a decimal with the currency's digits: 7300n CNY is "73.00". */
export function toDecimalText(amountMinor: bigint, currency: string): string {
  const digits = minorDigits(currency);
  const text = amountMinor.toString().padStart(digits + 1, "0");
  return digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

/** Reads what a provider wrote as an amount ("73", "73.0", "73.00"); null for anything that is not exactly one. */
export function fromDecimalText(text: string, currency: string): bigint | null {
  const digits = minorDigits(currency);
  const match = /^(\d{1,12})(?:\.(\d{1,6}))?$/.exec(text.trim());
  if (!match) return null;
  const fraction = match[2] ?? "";
  if (/[1-9]/.test(fraction.slice(digits))) return null;
  return BigInt(`${match[1]}${fraction.slice(0, digits).padEnd(digits, "0")}`);
}
