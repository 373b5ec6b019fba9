"use client";

import { Check } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { formatNumber } from "@/components/format/number";
import { useQuotaText } from "@/components/ui/money";
import type { Terms } from "./subscription-row";

/** What a version gives, line by line: allowances, groups, then what the site wrote of it. */
export function PlanGives({ terms }: { terms: Terms }) {
  const t = useTranslations("plan.gives");
  const locale = useLocale();
  const quotaText = useQuotaText();
  const { limits, features, groupNames, period } = terms;
  const lines: ReactNode[] = [
    limits.periodQuota === null ? null : t(`period.${period}`, { amount: quotaText(limits.periodQuota) }),
    ...limits.windows.map(({ kind, quota }) => t(`windows.${kind}`, { amount: quotaText(quota) })),
    groupNames.length > 0 ? t("groups", { count: groupNames.length, names: groupNames.join(", ") }) : null,
    ...features.monthly.map(({ name, value }) => t("monthly", { name, value: formatNumber(value, locale) })),
    ...features.texts,
  ].filter((line) => line !== null);
  if (lines.length === 0) return <p className="text-fg-2">{t("nothing")}</p>;
  return (
    <ul className="flex flex-col gap-1.5">
      {lines.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines are fixed with their version
        <li key={index} className="flex gap-2">
          <Check className="mt-0.5 size-4 shrink-0 text-ok" aria-hidden />
          <span className="wrap-anywhere min-w-0">{line}</span>
        </li>
      ))}
    </ul>
  );
}
