"use client";

import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import type { Column } from "@/components/data-table/column";
import { DataTable } from "@/components/data-table/data-table";
import { defineFilters } from "@/components/data-table/filter";
import { keyset } from "@/components/data-table/list-query";
import { useTableState } from "@/components/data-table/use-table-state";
import { AuditActor } from "@/components/domain/audit/audit-actor";
import { AuditEventDetail } from "@/components/domain/audit/audit-event-detail";
import { useTRPC } from "@/components/trpc/provider";
import type { RouterOutputs } from "@/components/trpc/router-types";
import { PageHeader } from "@/components/ui/page-header";
import { Time } from "@/components/ui/time";

type Row = RouterOutputs["audit"]["list"]["items"][number];

export function AuditTable() {
  const t = useTranslations("audit");
  const trpc = useTRPC();
  const state = useTableState(useAuditFilters());
  const { range, ...exact } = state.values;
  const query = useInfiniteQuery(
    trpc.audit.list.infiniteQueryOptions({ ...exact, from: range?.from, to: range?.to }, keyset),
  );
  return (
    <>
      <PageHeader title={t("title")} description={t("description")} />
      <DataTable
        id="audit"
        label={t("title")}
        columns={useAuditColumns()}
        state={state}
        query={query}
        getRowId={(row) => row.id}
        detail={{ title: () => t("detail.title"), render: (id) => <AuditEventDetail id={id} /> }}
        empty={{ title: t("empty.title"), description: t("empty.hint") }}
      />
    </>
  );
}

function useAuditFilters() {
  const t = useTranslations("audit.filters");
  const actions = useQuery(useTRPC().audit.actions.queryOptions());
  return defineFilters({
    range: { kind: "dateRange", label: t("range"), isPrimary: true },
    action: {
      kind: "choice",
      label: t("action"),
      isPrimary: true,
      options: (actions.data ?? []).map((value) => ({ value, label: value })),
    },
    actorId: { kind: "text", label: t("actor"), isMono: true },
    targetKind: { kind: "text", label: t("targetKind") },
    targetId: { kind: "text", label: t("target"), isMono: true },
  });
}

function useAuditColumns(): Column<Row>[] {
  const t = useTranslations("audit");
  return [
    {
      id: "createdAt",
      label: t("columns.createdAt"),
      cell: (row) => <Time value={row.createdAt} format="exact" />,
      widthPx: 132,
      isFixed: true,
      card: "aside",
    },
    { id: "actor", label: t("columns.actor"), cell: (row) => <AuditActor event={row} />, widthPx: 180 },
    {
      id: "action",
      label: t("columns.action"),
      cell: (row) => <span className="font-mono text-xs">{row.action}</span>,
      widthPx: 170,
      card: "title",
    },
    {
      id: "target",
      label: t("columns.target"),
      cell: (row) => <span className="truncate">{row.targetLabel || row.targetId}</span>,
      widthPx: 220,
      isGrowing: true,
    },
    {
      id: "changes",
      label: t("columns.changes"),
      cell: (row) => t("changeCount", { count: row.changes.length }),
      widthPx: 90,
    },
    {
      id: "reason",
      label: t("columns.reason"),
      cell: (row) => <span className="truncate">{row.reason || "—"}</span>,
      widthPx: 200,
    },
    {
      id: "ip",
      label: t("columns.ip"),
      cell: (row) => <span className="font-mono text-xs">{row.ip || "—"}</span>,
      widthPx: 130,
    },
  ];
}
