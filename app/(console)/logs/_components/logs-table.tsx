"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { DataTable } from "@/components/data-table/data-table";
import { keyset } from "@/components/data-table/list-query";
import { useTableState } from "@/components/data-table/use-table-state";
import { useTRPC } from "@/components/trpc/provider";
import { PageHeader } from "@/components/ui/page-header";
import { LogDetail } from "./log-detail";
import { useLogsColumns } from "./logs-columns";
import { useLogsFilters } from "./logs-filters";

export function LogsTable() {
  const t = useTranslations("log");
  const trpc = useTRPC();
  const state = useTableState(useLogsFilters());
  const { range, stream, duration, quota, promptTokens, completionTokens, ...exact } = state.values;
  const query = useInfiniteQuery(
    trpc.log.list.infiniteQueryOptions(
      {
        ...exact,
        from: range?.from,
        to: range?.to,
        isStream: stream,
        durationMsMin: duration?.min,
        durationMsMax: duration?.max,
        quotaMin: quota?.min,
        quotaMax: quota?.max,
        promptTokensMin: promptTokens?.min,
        completionTokensMin: completionTokens?.min,
      },
      keyset,
    ),
  );
  return (
    <>
      <PageHeader title={t("title")} description={t("description")} />
      <DataTable
        id="logs"
        label={t("title")}
        columns={useLogsColumns()}
        state={state}
        query={query}
        getRowId={(row) => row.id}
        detail={{ title: () => t("detail.title"), render: (id) => <LogDetail id={id} /> }}
        empty={{ title: t("empty.title"), description: t("empty.hint") }}
      />
    </>
  );
}
