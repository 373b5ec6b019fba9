"use client";

import { NONE } from "../format/number";
import { formatQuota, type QuotaPrecision } from "../format/quota";
import { cn } from "./cn";
import { Tooltip } from "./tooltip";

/** Money from quota units (1 USD = 500,000), exact amount and units in the tooltip; a dash for none. */
export function Quota(props: {
  units: bigint | null | undefined;
  precision?: QuotaPrecision;
  /** Shows a plus before gains, for ledgers. */
  isSigned?: boolean;
  className?: string;
}) {
  const { units, precision = "auto", isSigned, className } = props;
  if (units === null || units === undefined) return <span className="text-fg-3">{NONE}</span>;
  const plus = isSigned && units > 0n ? "+" : "";
  return (
    <Tooltip content={`${formatQuota(units, "exact")} · ${units.toLocaleString("en")} units`}>
      <span className={cn("tabular-nums", className)}>
        {plus}
        {formatQuota(units, precision)}
      </span>
    </Tooltip>
  );
}
