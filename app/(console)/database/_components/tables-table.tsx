"use client";

import { useTranslations } from "next-intl";
import type { Column } from "@/components/data-table/column";
import { DataTable } from "@/components/data-table/data-table";
import { wholeList } from "@/components/data-table/list-query";
import { useTableState } from "@/components/data-table/use-table-state";
import { ByteSize, NumberText } from "@/components/ui/numeric";
import { Time } from "@/components/ui/time";
import type { Health, TableRow } from "./health-rows";

type HealthQuery = {
  data: Health | undefined;
  error: unknown;
  isPending: boolean;
  isFetching: boolean;
  refetch: () => unknown;
};

/** What takes the room, the biggest first. */
export function TablesTable({ health }: { health: HealthQuery }) {
  const t = useTranslations("database.tables");
  const state = useTableState({ q: { kind: "search", placeholder: t("search") } }, { prefix: "tables" });
  const search = state.values.q?.toLowerCase() ?? "";
  const rows = health.data?.tables.filter(({ name }) => name.includes(search));
  return (
    <DataTable
      id="database-tables"
      label={t("title")}
      isEmbedded
      columns={useTableColumns(health.data?.engine === "postgresql")}
      state={state}
      query={wholeList({ ...health, data: rows })}
      getRowId={(row) => row.name}
      getRowLabel={(row) => row.name}
    />
  );
}

function useTableColumns(hasDeadRows: boolean): Column<TableRow>[] {
  const t = useTranslations("database.tables.columns");
  const columns: Column<TableRow>[] = [
    {
      id: "name",
      label: t("name"),
      isFixed: true,
      isGrowing: true,
      widthPx: 200,
      card: "title",
      cell: (row) => <code className="truncate font-mono text-xs">{row.name}</code>,
    },
    {
      id: "rows",
      label: t("rows"),
      hint: t("rowsHint"),
      align: "right",
      cell: (row) => <NumberText value={row.rowCount} />,
    },
    { id: "data", label: t("data"), align: "right", widthPx: 110, cell: (row) => <ByteSize value={row.dataBytes} /> },
    {
      id: "indexes",
      label: t("indexes"),
      align: "right",
      widthPx: 110,
      cell: (row) => <ByteSize value={row.indexBytes} />,
    },
    {
      id: "oldest",
      label: t("oldest"),
      widthPx: 130,
      cell: (row) => (row.oldestAt ? <Time value={row.oldestAt} /> : <span className="text-fg-3">—</span>),
    },
  ];
  if (!hasDeadRows) return columns;
  return [
    ...columns,
    {
      id: "dead",
      label: t("dead"),
      hint: t("deadHint"),
      align: "right",
      widthPx: 110,
      cell: (row) => <NumberText value={row.deadRowCount} />,
    },
    {
      id: "analyzed",
      label: t("analyzed"),
      widthPx: 130,
      isHidden: true,
      cell: (row) => (row.analyzedAt ? <Time value={row.analyzedAt} /> : <span className="text-fg-3">—</span>),
    },
  ];
}
