"use client";

import { useLocale, useTranslations } from "next-intl";
import { formatPercent } from "@/components/format/number";
import { cn } from "@/components/ui/cn";
import { CompactNumber } from "@/components/ui/numeric";
import { Quota } from "@/components/ui/quota";
import type { ActivityMetric } from "@/server/usage/activity/schema";
import type { ActivityData } from "./activity-data";

/** A total of the range with what it was before; chosen, its bars are shown. */
export function MetricTab(props: {
  metric: ActivityMetric;
  data: ActivityData;
  isChosen: boolean;
  onChoose: () => void;
}) {
  const { metric, data, isChosen, onChoose } = props;
  const t = useTranslations("activity");
  const value = totalOf(data.totals, metric);
  return (
    <button
      type="button"
      role="tab"
      aria-selected={isChosen}
      onClick={onChoose}
      className={cn(
        "min-w-0 rounded-md border px-3 py-2 text-left",
        isChosen ? "border-transparent bg-selected" : "border-border hover:bg-hover",
      )}
    >
      <span className="block text-fg-2 text-xs">{t(`metrics.${metric}`)}</span>
      <span className="mt-0.5 block truncate font-semibold text-xl tabular-nums">
        {metric === "cost" ? <Quota units={BigInt(value)} /> : <CompactNumber value={value} />}
      </span>
      {data.previous ? <Change now={value} before={totalOf(data.previous.totals, metric)} /> : null}
    </button>
  );
}

function Change({ now, before }: { now: number; before: number }) {
  const t = useTranslations("activity");
  const locale = useLocale();
  const share = before === 0 ? null : (now - before) / before;
  const text =
    share === null
      ? t("wasNothing")
      : share === 0
        ? t("noChange")
        : t("change", { share: `${share > 0 ? "+" : ""}${formatPercent(share, locale)}` });
  return <span className="block truncate text-fg-3 text-xs">{text}</span>;
}

function totalOf(totals: ActivityData["totals"], metric: ActivityMetric): number {
  switch (metric) {
    case "cost":
      return totals.quota;
    case "requests":
      return totals.requests;
    case "tokens":
      return totals.promptTokens + totals.completionTokens;
    case "errors":
      return totals.errors;
  }
}
