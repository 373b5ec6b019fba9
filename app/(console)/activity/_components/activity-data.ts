"use client";

import { useLocale, useTranslations } from "next-intl";
import { useCallback } from "react";
import type { ChartFormat } from "@/components/chart/chart";
import { formatCompact, formatNumber } from "@/components/format/number";
import type { RouterOutputs } from "@/components/trpc/router-types";
import { useQuotaText } from "@/components/ui/money";
import type { ActivityMetric } from "@/server/usage/activity/schema";

export type ActivityData = RouterOutputs["activity"]["series"];

/** Words amounts of a metric: short beside an axis, to the last digit in tables. */
export function useMetricFormat(metric: ActivityMetric): ChartFormat {
  const locale = useLocale();
  const money = useQuotaText();
  return useCallback(
    (value, isExact) => {
      if (metric === "cost") return money(BigInt(Math.round(value)), isExact ? "auto" : "cents");
      return isExact ? formatNumber(value, locale) : formatCompact(value);
    },
    [metric, locale, money],
  );
}

/** Words what a series is called. */
export function useSeriesLabel(names: Record<string, string>): (key: string) => string {
  const t = useTranslations("activity");
  return (key) => names[key] ?? (key === "" ? t("none") : key);
}

/** What must be known of the bars' edges. */
export function useBucketNotes(
  { unit, buckets }: Pick<ActivityData, "unit" | "buckets">,
  zone: string,
): (string | null)[] {
  const t = useTranslations("activity");
  const first = buckets[0];
  const isOff = unit === "day" && first !== undefined && minuteIn(first.from, zone) !== 0;
  return [unit === "utcDay" ? t("utcDays") : null, isOff ? t("wholeHours") : null];
}

function minuteIn(at: Date, timeZone: string): number {
  return Number(new Intl.DateTimeFormat("en", { minute: "numeric", timeZone }).format(at));
}
