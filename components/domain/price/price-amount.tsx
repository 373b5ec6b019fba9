"use client";

import { cn } from "@/components/ui/cn";

const DECIMALS_MIN = 2;
const DECIMALS_ALIGNED = 3;

/**
 * A price as its decimal text, with at least cents: never through a float. In a column (`isAligned`) the header has the
 * dollar sign, and points stand under each other.
 */
export function PriceAmount(props: { value: string | null | undefined; isAligned?: boolean; className?: string }) {
  const { value, isAligned, className } = props;
  if (value === null || value === undefined) return <span className="text-fg-3">—</span>;
  const [whole = "0", fraction = ""] = value.split(".");
  const cents = fraction.padEnd(DECIMALS_MIN, "0");
  return (
    <span className={cn("tabular-nums", className)}>
      {isAligned ? null : "$"}
      {whole}.{cents}
      {isAligned ? (
        <span aria-hidden className="invisible">
          {"0".repeat(Math.max(0, DECIMALS_ALIGNED - cents.length))}
        </span>
      ) : null}
    </span>
  );
}
