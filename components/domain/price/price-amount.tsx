"use client";

import { cn } from "@/components/ui/cn";

const DECIMALS_MIN = 2;

/** A price in dollars as its decimal text, with at least cents: never through a float. */
export function PriceAmount({ value, className }: { value: string | null | undefined; className?: string }) {
  if (value === null || value === undefined) return <span className="text-fg-3">—</span>;
  const [whole = "0", fraction = ""] = value.split(".");
  const cents = fraction.padEnd(DECIMALS_MIN, "0");
  return <span className={cn("tabular-nums", className)}>{`$${whole}.${cents}`}</span>;
}
