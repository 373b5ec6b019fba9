"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { QueryState } from "@/components/feedback/query-state";
import { useCan } from "@/components/layout/viewer";
import { useTRPC } from "@/components/trpc/provider";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageBody, PageHeader } from "@/components/ui/page-header";
import { Skeleton } from "@/components/ui/skeleton";
import { ActivityToolbar } from "./activity-toolbar";
import { LatencyPanel } from "./latency-panel";
import { CachePanel, RatesPanel, RetriesPanel, ThroughputPanel } from "./quality-panels";
import { TopTables } from "./top-tables";
import { UsagePanel } from "./usage-panel";
import type { ActivityState } from "./use-activity-state";
import { useActivityState } from "./use-activity-state";

/** What was used over time, by whom, and how well it went. */
export function Activity() {
  const t = useTranslations("activity");
  const state = useActivityState();
  return (
    <>
      <PageHeader title={t("title")} />
      <ActivityBody state={state} />
    </>
  );
}

function ActivityBody({ state }: { state: ActivityState }) {
  const { span, zone, filter, by, metric, compare } = state;
  const input = { ...(span ?? { from: new Date(0), to: new Date(0) }), zone, filter, by, metric, compare };
  const options = { enabled: span !== null, placeholderData: keepPreviousData };
  const query = useQuery(useTRPC().activity.series.queryOptions(input, options));
  return (
    <>
      <ActivityToolbar state={state} isFetching={query.isFetching} />
      <PageBody className="gap-8 pt-2">
        <QueryState query={query} skeleton={<PanelSkeleton />}>
          {(data) =>
            data.totals.requests === 0 ? (
              <NoTraffic state={state} />
            ) : (
              <>
                <UsagePanel state={state} data={data} />
                <Quality state={state} data={data} />
                <TopTables state={state} isPerson={data.source === "person"} />
              </>
            )
          }
        </QueryState>
      </PageBody>
    </>
  );
}

function Quality({ state, data }: Parameters<typeof UsagePanel>[0]) {
  const t = useTranslations("activity");
  const seesSite = useCan("activity.readSite");
  const isSite = data.source === "site";
  return (
    <>
      <div className="grid gap-8 xl:grid-cols-2">
        <RatesPanel state={state} data={data} />
        {isSite && seesSite ? <LatencyPanel state={state} /> : null}
        {isSite ? <ThroughputPanel state={state} data={data} /> : null}
        <div className="grid gap-8 sm:grid-cols-2">
          <CachePanel state={state} data={data} />
          {isSite ? <RetriesPanel state={state} data={data} /> : null}
        </div>
      </div>
      {isSite || !seesSite ? null : <p className="text-fg-3 text-xs">{t("person")}</p>}
    </>
  );
}

function NoTraffic({ state }: { state: ActivityState }) {
  const t = useTranslations("activity");
  const { isFiltered, clearFilters } = state.table;
  return (
    <EmptyState
      kind={isFiltered ? "no-match" : "none"}
      title={t("empty.title")}
      description={t("empty.description")}
      action={
        <>
          {isFiltered ? <Button onClick={clearFilters}>{t("clear")}</Button> : null}
          {state.range === "24h" || state.range === "7d" ? (
            <Button onClick={() => state.setRange("30d")}>{t("empty.widen")}</Button>
          ) : null}
        </>
      }
    />
  );
}

function PanelSkeleton() {
  return (
    <div className="flex flex-col gap-6" aria-hidden>
      <Skeleton className="h-14 w-full max-w-3xl" />
      <Skeleton className="h-60 w-full" />
      <div className="grid gap-8 xl:grid-cols-2">
        <Skeleton className="h-60" />
        <Skeleton className="h-60" />
      </div>
    </div>
  );
}
