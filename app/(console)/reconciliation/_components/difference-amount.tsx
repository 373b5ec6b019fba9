"use client";

import { useLocale } from "next-intl";
import { formatNumber } from "@/components/format/number";
import { Quota } from "@/components/ui/quota";
import { RECONCILIATION_RULES, type ReconciliationRule } from "@/server/money/reconciliation/schema";

/** What a rule compares: credit, a currency's smallest units, or how many. */
export function DifferenceAmount({ rule, value }: { rule: ReconciliationRule; value: bigint }) {
  const locale = useLocale();
  if (RECONCILIATION_RULES[rule] === "quota") return <Quota units={value} precision="exact" />;
  return <span className="tabular-nums">{formatNumber(value, locale)}</span>;
}
