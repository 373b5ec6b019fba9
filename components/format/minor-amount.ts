/** Amounts in a currency's smallest unit (cent, fen, yen), as integers; every step in whole numbers. */

/** Decimals of a currency, as the language's own data has them: two for the dollar, none for the yen. */
function digitsOf(currency: string): number {
  return new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;
}

/** `1999n, "USD"` → `19.99`: for an input, and for nothing that people only read. */
export function minorToText(minor: bigint, currency: string): string {
  const digits = digitsOf(currency);
  const isNegative = minor < 0n;
  const padded = (isNegative ? -minor : minor).toString().padStart(digits + 1, "0");
  const whole = padded.slice(0, padded.length - digits);
  const text = digits === 0 ? whole : `${whole}.${padded.slice(-digits)}`;
  return isNegative ? `-${text}` : text;
}

/** As people of a language write it, with the currency's sign: `$19.99`, `¥138.00`. */
export function formatMinor(minor: bigint, currency: string, locale: string): string {
  const format = new Intl.NumberFormat(locale, { style: "currency", currency, currencyDisplay: "narrowSymbol" });
  return format.format(minorToText(minor, currency) as Intl.StringNumericLiteral).replace("-", "\u2212");
}

/** What a person typed, in the smallest unit; null when it is no amount of the currency or a negative one. */
export function textToMinor(text: string, currency: string): bigint | null {
  const digits = digitsOf(currency);
  const match = /^(\d{1,13})(?:\.(\d*))?$/.exec(text.trim().replaceAll(",", ""));
  if (!match) return null;
  const [, whole = "0", fraction = ""] = match;
  if (fraction.length > digits) return null;
  return BigInt(whole + fraction.padEnd(digits, "0"));
}
