"use client";

import { useLocale } from "next-intl";
import { useCallback } from "react";
import { formatMinor } from "../format/minor-amount";
import { NONE } from "../format/number";
import { cn } from "./cn";

/** An amount of a real currency, from its smallest unit; quota is shown by `Quota`. */
export function MinorAmount(props: { minor: bigint | null | undefined; currency: string; className?: string }) {
  const { minor, currency, className } = props;
  const text = useMinorText();
  if (minor === null || minor === undefined) return <span className="text-fg-3">{NONE}</span>;
  return <span className={cn("tabular-nums", className)}>{text(minor, currency)}</span>;
}

/** Words an amount of a real currency inside a sentence. */
export function useMinorText(): (minor: bigint, currency: string) => string {
  const locale = useLocale();
  return useCallback((minor: bigint, currency: string) => formatMinor(minor, currency, locale), [locale]);
}
