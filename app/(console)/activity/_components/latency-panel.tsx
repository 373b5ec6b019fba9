"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { ChartSeries } from "@/components/chart/chart";
import { TimeSeries } from "@/components/chart/time-series";
import { hrefOfLogs } from "@/components/domain/log/href-of-logs";
import { QueryState } from "@/components/feedback/query-state";
import { formatDuration, NONE } from "@/components/format/number";
import { useTRPC } from "@/components/trpc/provider";
import type { RouterOutputs } from "@/components/trpc/router-types";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import { Skeleton } from "@/components/ui/skeleton";
import { LATENCY_MEASURES, type LatencyMeasure } from "@/server/usage/activity/schema";
import { useBucketNotes } from "./activity-data";
import { listsOf } from "./logs-behind";
import type { ActivityState } from "./use-activity-state";

const LINES = [
  { key: "p50", colour: "c1" },
  { key: "p95", colour: "c3" },
  { key: "p99", colour: "c5" },
] as const;

/** How long completed requests took, in all or to the first token. */
export function LatencyPanel({ state }: { state: ActivityState }) {
  const t = useTranslations("activity.latency");
  const [measure, setMeasure] = useState<LatencyMeasure>("total");
  const { span, zone, filter } = state;
  const input = { ...(span ?? { from: new Date(0), to: new Date(0) }), zone, filter, measure };
  const options = { enabled: span !== null, placeholderData: keepPreviousData };
  const query = useQuery(useTRPC().activity.latency.queryOptions(input, options));
  return (
    <Panel
      title={t("title")}
      description={query.data ? <Overall overall={query.data.overall} /> : undefined}
      actions={
        <fieldset className="flex gap-1">
          <legend className="sr-only">{t("title")}</legend>
          {LATENCY_MEASURES.map((name) => (
            <Button
              key={name}
              size="sm"
              variant={name === measure ? "secondary" : "ghost"}
              aria-pressed={name === measure}
              onClick={() => setMeasure(name)}
            >
              {t(name)}
            </Button>
          ))}
        </fieldset>
      }
    >
      <QueryState query={query} skeleton={<Skeleton className="h-56" />}>
        {(data) => <LatencyChart state={state} data={data} measure={measure} />}
      </QueryState>
    </Panel>
  );
}

type Latency = RouterOutputs["activity"]["latency"];

function Overall({ overall }: { overall: Latency["overall"] }) {
  const t = useTranslations("activity.latency");
  const text = (ms: number | null) => (ms === null ? NONE : formatDuration(ms));
  return t("overall", { p50: text(overall.p50), p95: text(overall.p95), p99: text(overall.p99) });
}

function LatencyChart(props: { state: ActivityState; data: Latency; measure: LatencyMeasure }) {
  const { state, data, measure } = props;
  const t = useTranslations("activity.latency");
  const bucketNotes = useBucketNotes(data, state.zone);
  const series = LINES.map(
    ({ key, colour }): ChartSeries => ({
      key,
      label: t(key),
      colour,
      values: data.bars.map((bar) => bar[key]),
    }),
  );
  const hrefOf = (slot: number) => {
    const bucket = data.buckets[slot];
    if (!bucket) return null;
    const { group: _unknown, ...lists } = listsOf(state.filter);
    const range = { from: bucket.from, to: bucket.to };
    const streams = measure === "first_token" ? { stream: true } : {};
    return hrefOfLogs({ ...range, ...lists, kind: ["consume"], outcome: ["completed"], ...streams });
  };
  return (
    <TimeSeries
      label={`${t("title")} · ${t(measure)}`}
      kind="lines"
      unit={data.unit}
      buckets={data.buckets}
      series={series}
      format={(value) => formatDuration(value)}
      notes={[t("estimated"), state.filter.group?.length ? t("noGroups") : null, ...bucketNotes]}
      hrefOf={hrefOf}
    />
  );
}
