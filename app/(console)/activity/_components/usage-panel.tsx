"use client";

import { useLocale, useTranslations } from "next-intl";
import type { ChartSeries } from "@/components/chart/chart";
import { coloursOf } from "@/components/chart/series-colour";
import { TimeSeries } from "@/components/chart/time-series";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import { ACTIVITY_METRICS } from "@/server/usage/activity/schema";
import { type ActivityData, useBucketNotes, useMetricFormat, useSeriesLabel } from "./activity-data";
import { logsBehind, OTHER } from "./logs-behind";
import { MetricTab } from "./metric-tab";
import type { ActivityState } from "./use-activity-state";

/** The totals of the range, each of which shows its bars below. */
export function UsagePanel({ state, data }: { state: ActivityState; data: ActivityData }) {
  const t = useTranslations("activity");
  return (
    <div className="flex flex-col gap-5">
      <div className="@container">
        <div role="tablist" aria-label={t("title")} className="grid @2xl:grid-cols-4 grid-cols-2 gap-2">
          {ACTIVITY_METRICS.map((metric) => (
            <MetricTab
              key={metric}
              metric={metric}
              data={data}
              isChosen={metric === state.metric}
              onChoose={() => state.set({ metric })}
            />
          ))}
        </div>
      </div>
      <UsageChart state={state} data={data} />
    </div>
  );
}

function UsageChart({ state, data }: { state: ActivityState; data: ActivityData }) {
  const t = useTranslations("activity");
  const { by, metric, filter, cumulative } = state;
  const format = useMetricFormat(metric);
  const series = useSeries(state, data);
  const notes = useNotes(state, data);
  const dimension = t(`bys.${by}`);
  const label =
    by === "none"
      ? t("chart", { metric: t(`metrics.${metric}`) })
      : t("chartBy", { metric: t(`metrics.${metric}`), dimension });
  const shown = data.series.map(({ key }) => key);
  const previous = data.previous
    ? { label: t("before"), values: cumulative ? runningSums(data.previous.values) : data.previous.values }
    : undefined;
  return (
    <Panel title={label} actions={<ViewChoice state={state} />}>
      <div role="tabpanel" aria-label={label}>
        <TimeSeries
          label={label}
          kind={cumulative ? "lines" : "bars"}
          unit={data.unit}
          buckets={data.buckets}
          series={cumulative ? series.map((one) => ({ ...one, values: runningSums(one.values) })) : series}
          previous={previous}
          format={format}
          notes={notes}
          heightPx={260}
          hrefOf={
            cumulative
              ? undefined
              : (slot, key) => {
                  const bucket = data.buckets[slot];
                  return bucket ? logsBehind({ ...bucket, filter, metric, by, key, shown }) : null;
                }
          }
        />
      </div>
    </Panel>
  );
}

function ViewChoice({ state }: { state: ActivityState }) {
  const t = useTranslations("activity");
  return (
    <fieldset className="flex gap-1">
      <legend className="sr-only">{t("view")}</legend>
      {(["each", "cumulative"] as const).map((view) => {
        const isChosen = state.cumulative === (view === "cumulative");
        return (
          <Button
            key={view}
            size="sm"
            variant={isChosen ? "secondary" : "ghost"}
            aria-pressed={isChosen}
            onClick={() => state.set({ cumulative: view === "cumulative" })}
          >
            {t(view)}
          </Button>
        );
      })}
    </fieldset>
  );
}

function useSeries({ by, metric }: ActivityState, data: ActivityData): ChartSeries[] {
  const t = useTranslations();
  const labelOf = useSeriesLabel(data.names);
  const colours = coloursOf(data.series.map(({ key }) => key));
  const isErrors = metric === "errors" && by === "none";
  const all = data.series.map(({ key, values }): ChartSeries => {
    const label = by === "none" ? t(`activity.metrics.${metric}`) : labelOf(key);
    const colour = isErrors ? "err" : by === "none" ? "c1" : (colours.get(key) ?? "c8");
    return { key, label, colour, values };
  });
  if (data.other) all.push({ key: OTHER, label: t("chart.other"), colour: "c8", values: data.other.values });
  return all;
}

function useNotes({ zone }: ActivityState, data: ActivityData): (string | null)[] {
  const t = useTranslations("activity");
  const locale = useLocale();
  const { series, other, entityCount, ranking } = data;
  const top =
    other === null
      ? null
      : entityCount === null
        ? t("topOnly", { shown: series.length })
        : t("topOf", { shown: series.length, count: entityCount });
  const time = ranking?.asOf
    ? new Intl.DateTimeFormat(locale, { timeStyle: "short", timeZone: zone }).format(ranking.asOf)
    : null;
  return [
    top,
    time ? t("tops.asOf", { time }) : null,
    ranking && !ranking.isExact ? t("tops.approximate") : null,
    ...useBucketNotes(data, zone),
  ];
}

function runningSums(values: readonly (number | null)[]): number[] {
  let sum = 0;
  return values.map((value) => {
    sum += value ?? 0;
    return sum;
  });
}
