const MINUS = "\u2212";
export const NONE = "—";

/** A whole or decimal number with the language's grouping and a real minus sign. */
export function formatNumber(value: number | bigint, locale: string, options: Intl.NumberFormatOptions = {}): string {
  return new Intl.NumberFormat(locale, options).format(value).replace("-", MINUS);
}

/** 12400 → `12.4k`, 3100000 → `3.1M`: the same short form in every language, as tokens are counted. */
export function formatCompact(value: number | bigint): string {
  const number = Number(value);
  const size = Math.abs(number);
  const [divisor, suffix] = size >= 1e9 ? [1e9, "B"] : size >= 1e6 ? [1e6, "M"] : size >= 1e3 ? [1e3, "k"] : [1, ""];
  if (!suffix) return String(number).replace("-", MINUS);
  const scaled = number / divisor;
  return `${scaled.toFixed(Math.abs(scaled) < 100 ? 1 : 0).replace(/\.0$/, "")}${suffix}`.replace("-", MINUS);
}

/** A share of 1 as percent; more digits near 0 and 100 %, where they tell something. */
export function formatPercent(share: number, locale: string): string {
  const isFine = share !== 0 && share !== 1 && (share < 0.1 || share > 0.99);
  return formatNumber(share, locale, { style: "percent", maximumFractionDigits: isFine ? 2 : 1 });
}

/** Latency: milliseconds below a second, then seconds with two decimals, then minutes. */
export function formatDuration(durationMs: number): string {
  if (durationMs < 1_000) return `${Math.round(durationMs)} ms`;
  if (durationMs < 60_000) return `${(durationMs / 1_000).toFixed(2)} s`;
  const seconds = Math.round(durationMs / 1_000);
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  return `${Math.floor(seconds / 3_600)} h ${Math.floor((seconds % 3_600) / 60)} min`;
}

const BYTE_UNITS = ["B", "kB", "MB", "GB", "TB"] as const;

/** 1234567 → `1.2 MB`: thousands, as disks are sold and storage is billed. */
export function formatBytes(byteCount: number | bigint): string {
  const size = Number(byteCount);
  const step = Math.min(BYTE_UNITS.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, size)) / 3)));
  const scaled = size / 1_000 ** step;
  return `${step > 0 && scaled < 100 ? scaled.toFixed(1) : Math.round(scaled)} ${BYTE_UNITS[step]}`;
}
