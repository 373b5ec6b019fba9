"use client";

import { useLocale, useTranslations } from "next-intl";
import { formatNumber, NONE } from "../format/number";
import { formatQuota, type QuotaPrecision } from "../format/quota";
import { cn } from "./cn";
import { useMoney } from "./money";
import { CellTooltip } from "./tooltip";

/** Money from quota units (1 USD = 500,000) in the site's currency; exact dollars and units in the tooltip. */
export function Quota(props: {
  units: bigint | null | undefined;
  precision?: QuotaPrecision;
  /** Shows a plus before gains, for ledgers. */
  isSigned?: boolean;
  className?: string;
}) {
  const { units, precision = "auto", isSigned, className } = props;
  const t = useTranslations("common");
  const locale = useLocale();
  const money = useMoney();
  if (units === null || units === undefined) return <span className="text-fg-3">{NONE}</span>;
  const plus = isSigned && units > 0n ? "+" : "";
  const exact = () => `${formatQuota(units, "exact")} · ${t("units", { units: formatNumber(units, locale) })}`;
  return (
    <CellTooltip content={exact}>
      <span className={cn("tabular-nums", className)}>
        {plus}
        {formatQuota(units, precision, money)}
      </span>
    </CellTooltip>
  );
}
