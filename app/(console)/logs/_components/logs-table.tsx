"use client";

import { useTranslations } from "next-intl";
import { useMemo, useState } from "react";
import { DataTable } from "@/components/data-table/data-table";
import type { TableState } from "@/components/data-table/use-table-state";
import { useTableState } from "@/components/data-table/use-table-state";
import { LogExportButton } from "@/components/domain/export/log-export-button";
import { PageHeader } from "@/components/ui/page-header";
import { LiveSwitch } from "./live-switch";
import { LogDetail } from "./log-detail";
import { toLogFilter } from "./log-filter";
import { LogMenuItems } from "./log-menu-items";
import { useLogsColumns } from "./logs-columns";
import { useLogsEmpty } from "./logs-empty";
import { type LogsFilters, useLogsFilters } from "./logs-filters";
import { LogsHistogram } from "./logs-histogram";
import { LogsQueryBar } from "./logs-query-bar";
import { useLiveTail } from "./use-live-tail";
import { useLogFacets } from "./use-log-facets";
import { useLogsQuery, withTail } from "./use-logs-query";

export function LogsTable() {
  const t = useTranslations("log");
  const filters = useLogsFilters();
  const state = useTableState(filters);
  const filter = useMemo(() => toLogFilter(state.values), [state.values]);
  const list = useLogsQuery(filter);
  const facets = useLogFacets(filters, filter, list.rows);
  const [isLive, setIsLive] = useState(false);
  const tail = useLiveTail({
    isOn: isLive,
    filter,
    known: list.rows,
    reload: () => {
      if (!state.refresh()) void list.query.refetch();
    },
  });
  const shown = { ...state, filters: facets.filters as LogsFilters };
  const plain = shown as unknown as TableState;
  return (
    <>
      <PageHeader title={t("title")} description={t("description")} />
      <DataTable
        id="logs"
        label={t("title")}
        columns={useLogsColumns()}
        state={shown}
        query={withTail(list, tail.rows)}
        getRowId={(row) => row.id}
        searchBar={(inputRef) => <LogsQueryBar state={plain} channels={facets.channels} inputRef={inputRef} />}
        toolbarActions={
          <>
            <LiveSwitch state={plain} isOn={isLive} setIsOn={setIsLive} />
            <LogExportButton filter={filter} />
          </>
        }
        live={tail.live}
        hasViews
        detail={{ title: () => t("detail.title"), render: (id) => <LogDetail id={id} />, href: (id) => `/logs/${id}` }}
        rowActions={(row) => <LogMenuItems log={row} state={plain} />}
        empty={useLogsEmpty(plain)}
      >
        <LogsHistogram state={plain} filter={filter} isLive={isLive} />
      </DataTable>
    </>
  );
}
