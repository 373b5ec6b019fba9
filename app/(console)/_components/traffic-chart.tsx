"use client";

import { useLocale, useTranslations } from "next-intl";
import { TimeSeries } from "@/components/chart/time-series";
import { hrefOfLogs } from "@/components/domain/log/href-of-logs";
import { formatCompact, formatNumber } from "@/components/format/number";
import { ERROR_OUTCOMES } from "@/server/usage/activity/schema";

type Hour = { from: Date; to: Date; isUnfinished: boolean; requests: number; errors: number };

const HEIGHT_PX = 140;

/** Requests of the last hours, failed ones in red; a bar leads to them. */
export function TrafficChart({ label, hours }: { label: string; hours: readonly Hour[] }) {
  const t = useTranslations("home.table");
  const locale = useLocale();
  return (
    <TimeSeries
      label={label}
      kind="bars"
      unit="hour"
      buckets={hours}
      heightPx={HEIGHT_PX}
      series={[
        {
          key: "ok",
          label: t("answered"),
          colour: "c1",
          values: hours.map(({ requests, errors }) => requests - errors),
        },
        { key: "errors", label: t("errors"), colour: "err", values: hours.map(({ errors }) => errors) },
      ]}
      format={(value, isExact) => (isExact ? formatNumber(value, locale) : formatCompact(value))}
      hrefOf={(slot, key) => {
        const hour = hours[slot];
        if (!hour) return null;
        const filter =
          key === "errors" ? { outcome: ERROR_OUTCOMES } : key === "ok" ? { outcomeNot: ERROR_OUTCOMES } : {};
        return hrefOfLogs({ from: hour.from, to: hour.to, ...filter });
      }}
    />
  );
}
