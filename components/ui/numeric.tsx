"use client";

import { useLocale } from "next-intl";
import { formatBytes, formatCompact, formatDuration, formatNumber, formatPercent, NONE } from "../format/number";
import { cn } from "./cn";
import { CellTooltip } from "./tooltip";

type NumericProps = { value: number | bigint | null | undefined; className?: string };

const missing = <span className="text-fg-3">{NONE}</span>;

/** A number in full, grouped; `0` only for a real zero, a dash for none. */
export function NumberText({ value, className }: NumericProps) {
  const locale = useLocale();
  if (value === null || value === undefined) return missing;
  return <span className={cn("tabular-nums", className)}>{formatNumber(value, locale)}</span>;
}

/** A count in short form (12.4k); the tooltip has every digit. */
export function CompactNumber({ value, className }: NumericProps) {
  const locale = useLocale();
  if (value === null || value === undefined) return missing;
  const text = <span className={cn("tabular-nums", className)}>{formatCompact(value)}</span>;
  return Math.abs(Number(value)) < 1_000 ? (
    text
  ) : (
    <CellTooltip content={() => formatNumber(value, locale)}>{text}</CellTooltip>
  );
}

export function Duration({ ms, className }: { ms: number | null | undefined; className?: string }) {
  if (ms === null || ms === undefined) return missing;
  return <span className={cn("whitespace-nowrap tabular-nums", className)}>{formatDuration(ms)}</span>;
}

export function Percent({ share, className }: { share: number | null | undefined; className?: string }) {
  const locale = useLocale();
  if (share === null || share === undefined) return missing;
  return <span className={cn("tabular-nums", className)}>{formatPercent(share, locale)}</span>;
}

/** The size of a file or table; the tooltip has every byte. */
export function ByteSize({ value, className }: NumericProps) {
  const locale = useLocale();
  if (value === null || value === undefined) return missing;
  return (
    <CellTooltip content={() => `${formatNumber(value, locale)} B`}>
      <span className={cn("whitespace-nowrap tabular-nums", className)}>{formatBytes(value)}</span>
    </CellTooltip>
  );
}
