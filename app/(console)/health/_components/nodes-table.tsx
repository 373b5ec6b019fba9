"use client";

import { useTranslations } from "next-intl";
import type { Column } from "@/components/data-table/column";
import { DataTable } from "@/components/data-table/data-table";
import { wholeList } from "@/components/data-table/list-query";
import { useTableState } from "@/components/data-table/use-table-state";
import { EmptyState } from "@/components/ui/empty-state";
import { ByteSize, Duration, Percent } from "@/components/ui/numeric";
import { Time } from "@/components/ui/time";
import type { Health, NodeRow } from "./health-rows";
import { NodeDetail } from "./node-detail";
import { NodeState, useRoleName } from "./node-state";

type HealthQuery = {
  data: Health | undefined;
  error: unknown;
  isPending: boolean;
  isFetching: boolean;
  refetch: () => unknown;
};

/** Every process of the installation, and what is in force in it. */
export function NodesTable({ query }: { query: HealthQuery }) {
  const t = useTranslations("health.nodes");
  const state = useTableState({}, { prefix: "node" });
  const nodes = query.data?.nodes;
  return (
    <DataTable
      id="nodes"
      label={t("title")}
      isEmbedded
      columns={useNodeColumns()}
      state={state}
      query={wholeList({ ...query, data: nodes })}
      getRowId={(row) => row.id}
      getRowLabel={(row) => row.hostname}
      detail={{
        title: (_id, row) => row?.hostname ?? t("one"),
        render: (id) => {
          const node = nodes?.find((row) => row.id === id);
          return node ? <NodeDetail node={node} /> : <EmptyState kind="none" title={t("left")} />;
        },
      }}
      empty={{ title: t("none") }}
    />
  );
}

function useNodeColumns(): Column<NodeRow>[] {
  const t = useTranslations("health.nodes");
  const roleName = useRoleName();
  return [
    {
      id: "hostname",
      label: t("hostname"),
      isFixed: true,
      isGrowing: true,
      widthPx: 180,
      card: "title",
      cell: (row) => <span className="truncate">{row.hostname}</span>,
    },
    { id: "role", label: t("role"), widthPx: 110, cell: (row) => roleName(row.role) },
    { id: "state", label: t("state"), widthPx: 130, card: "aside", cell: (row) => <NodeState node={row} /> },
    { id: "version", label: t("version"), widthPx: 90, cell: (row) => row.version },
    { id: "lag", label: t("lag"), align: "right", widthPx: 90, cell: (row) => <Duration ms={row.lagMs} /> },
    {
      id: "cache",
      label: t("cache"),
      align: "right",
      widthPx: 100,
      cell: (row) => <Percent share={row.cacheHitShare} />,
    },
    {
      id: "memory",
      label: t("memory"),
      align: "right",
      widthPx: 100,
      cell: (row) => <ByteSize value={row.figures.memoryUsed} />,
    },
    { id: "startedAt", label: t("startedAt"), widthPx: 120, cell: (row) => <Time value={row.startedAt} /> },
    { id: "lastSeenAt", label: t("lastSeenAt"), widthPx: 120, cell: (row) => <Time value={row.lastSeenAt} /> },
  ];
}
