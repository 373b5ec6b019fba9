"use client";

import { useLocale, useTranslations } from "next-intl";
import type { ChartSeries } from "@/components/chart/chart";
import { coloursOf } from "@/components/chart/series-colour";
import { TimeSeries } from "@/components/chart/time-series";
import { hrefOfLogs } from "@/components/domain/log/href-of-logs";
import { formatNumber, formatPercent } from "@/components/format/number";
import { Panel } from "@/components/ui/panel";
import { RATE_REQUESTS_MIN } from "@/server/usage/activity/schema";
import { type ActivityData, useBucketNotes, useSeriesLabel } from "./activity-data";
import { listsOf, logsBehind } from "./logs-behind";
import type { ActivityState } from "./use-activity-state";

type Props = { state: ActivityState; data: ActivityData };

const SMALL_PX = 120;
/** Two calls or more, as the log page's address has it. */
const RETRIED = { min: 2, max: null };

/** Shares of requests that failed, 4xx and 5xx apart; silent where there were too few to tell. */
export function RatesPanel({ state, data }: Props) {
  const t = useTranslations("activity.rates");
  const locale = useLocale();
  const { slots, buckets, source, totals } = data;
  const bucketNotes = useBucketNotes(data, state.zone);
  const isHidden = slots.some(({ requests }) => requests > 0 && requests < RATE_REQUESTS_MIN);
  const share = (name: "status4xx" | "status5xx" | "brokenOff" | "errors") =>
    slots.map((sums) => (sums.requests < RATE_REQUESTS_MIN ? null : sums[name] / sums.requests));
  const series: ChartSeries[] =
    source === "person"
      ? [{ key: "errors", label: t("failed"), colour: "err", values: share("errors") }]
      : [
          { key: "4xx", label: t("status4xx"), colour: "warn", values: share("status4xx") },
          { key: "5xx", label: t("status5xx"), colour: "err", values: share("status5xx") },
        ];
  if (source === "site" && totals.brokenOff > 0) {
    series.push({ key: "brokenOff", label: t("brokenOff"), colour: "fg-3", values: share("brokenOff") });
  }
  const hrefOf = (slot: number, key: string | null) => {
    const bucket = buckets[slot];
    if (!bucket) return null;
    const range = { from: bucket.from, to: bucket.to, ...listsOf(state.filter) };
    if (key === "4xx" || key === "5xx") return hrefOfLogs({ ...range, status: [key] });
    if (key === "brokenOff")
      return hrefOfLogs({ ...range, status: ["2xx"], outcome: ["upstream_error", "timeout", "recovered"] });
    return logsBehind({ ...bucket, filter: state.filter, metric: "errors", by: "none", key: null });
  };
  return (
    <Panel title={t("title")} description={source === "site" ? t("hint") : undefined}>
      <TimeSeries
        label={t("title")}
        kind="lines"
        unit={data.unit}
        buckets={buckets}
        series={series}
        format={(value) => formatPercent(value, locale)}
        notes={[isHidden ? t("hidden", { min: RATE_REQUESTS_MIN }) : null, ...bucketNotes]}
        hrefOf={hrefOf}
      />
    </Panel>
  );
}

/** How fast streams came, each series of the page's split on its own. */
export function ThroughputPanel({ state, data }: Props) {
  const t = useTranslations("activity.throughput");
  const tMetrics = useTranslations("activity");
  const locale = useLocale();
  const labelOf = useSeriesLabel(data.names);
  const bucketNotes = useBucketNotes(data, state.zone);
  const lines = (data.throughput ?? []).filter(({ overall }) => overall !== null);
  const colours = coloursOf(lines.map(({ key }) => key));
  const isSplit = state.by === "model" || state.by === "channel" || state.by === "group";
  const series = lines.map(({ key, values }): ChartSeries => {
    const label = isSplit ? labelOf(key) : tMetrics("throughput.title");
    return { key, label, colour: isSplit ? (colours.get(key) ?? "c8") : "c1", values };
  });
  return (
    <Panel title={t("title")} description={t("hint")}>
      <TimeSeries
        label={t("title")}
        kind="lines"
        unit={data.unit}
        buckets={data.buckets}
        series={series}
        format={(value) => formatNumber(value, locale, { maximumFractionDigits: 1 })}
        notes={bucketNotes}
      />
    </Panel>
  );
}

/** How much of the input the providers had seen before. */
export function CachePanel({ data }: Props) {
  const t = useTranslations("activity.cache");
  const locale = useLocale();
  const values = data.slots.map(({ promptTokens, cachedTokens }) =>
    promptTokens > 0 ? cachedTokens / promptTokens : null,
  );
  return (
    <Panel title={t("title")} description={t("hint")}>
      <TimeSeries
        label={t("title")}
        kind="lines"
        unit={data.unit}
        buckets={data.buckets}
        series={[{ key: "cached", label: t("title"), colour: "c2", values }]}
        format={(value) => formatPercent(value, locale)}
        heightPx={SMALL_PX}
      />
    </Panel>
  );
}

/** Calls that had to be made again. */
export function RetriesPanel({ state, data }: Props) {
  const t = useTranslations("activity.retries");
  const locale = useLocale();
  const values = data.slots.map(({ requests, retries }) => (requests > 0 ? (retries * 100) / requests : null));
  const hrefOf = (slot: number) => {
    const bucket = data.buckets[slot];
    if (!bucket) return null;
    return hrefOfLogs({ from: bucket.from, to: bucket.to, ...listsOf(state.filter), attempts: RETRIED });
  };
  return (
    <Panel title={t("title")} description={t("hint")}>
      <TimeSeries
        label={t("title")}
        kind="lines"
        unit={data.unit}
        buckets={data.buckets}
        series={[{ key: "retries", label: t("title"), colour: "c3", values }]}
        format={(value) => formatNumber(value, locale, { maximumFractionDigits: 2 })}
        hrefOf={hrefOf}
        heightPx={SMALL_PX}
      />
    </Panel>
  );
}
