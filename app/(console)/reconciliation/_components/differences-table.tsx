"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import type { Column } from "@/components/data-table/column";
import { DataTable } from "@/components/data-table/data-table";
import { defineFilters } from "@/components/data-table/filter";
import { keyset } from "@/components/data-table/list-query";
import { useTableState } from "@/components/data-table/use-table-state";
import { PersonLink } from "@/components/domain/ledger/person-link";
import { ReferenceLink } from "@/components/domain/ledger/reference-link";
import { useTRPC } from "@/components/trpc/provider";
import type { RouterOutputs } from "@/components/trpc/router-types";
import { Time } from "@/components/ui/time";
import { DIFFERENCE_STATUSES, RULE_NAMES } from "@/server/money/reconciliation/schema";
import { DifferenceAmount } from "./difference-amount";
import { DifferenceDetail } from "./difference-detail";
import { DifferenceStatus } from "./difference-status";

type Difference = RouterOutputs["reconciliation"]["list"]["items"][number];

export function DifferencesTable() {
  const t = useTranslations("reconciliation");
  const trpc = useTRPC();
  const filters = defineFilters({
    status: {
      kind: "options",
      label: t("filters.status"),
      isPrimary: true,
      options: DIFFERENCE_STATUSES.map((value) => ({ value, label: t(`statuses.${value}`) })),
    },
    rule: {
      kind: "options",
      label: t("filters.rule"),
      isPrimary: true,
      options: RULE_NAMES.map((value) => ({ value, label: t(`rules.${value}.label`) })),
    },
  });
  const state = useTableState(filters);
  const query = useInfiniteQuery(trpc.reconciliation.list.infiniteQueryOptions(state.values, keyset));
  return (
    <DataTable
      id="differences"
      label={t("title")}
      columns={useColumns()}
      state={state}
      query={query}
      getRowId={(row) => row.id}
      getRowLabel={(row) => `${t(`rules.${row.rule}.label`)} · ${row.subject}`}
      detail={{ title: () => t("detail.title"), render: (id) => <DifferenceDetail id={id} /> }}
      empty={{ title: t("empty.title"), description: t("empty.hint") }}
      isEmbedded
    />
  );
}

function useColumns(): Column<Difference>[] {
  const t = useTranslations("reconciliation");
  return [
    {
      id: "rule",
      label: t("columns.rule"),
      cell: (row) => t(`rules.${row.rule}.label`),
      widthPx: 170,
      isFixed: true,
      card: "title",
    },
    {
      id: "subject",
      label: t("columns.subject"),
      cell: (row) => <ReferenceLink id={row.subject} />,
      widthPx: 190,
      isGrowing: true,
    },
    {
      id: "user",
      label: t("columns.user"),
      cell: (row) => (row.user ? <PersonLink person={row.user} /> : "—"),
      widthPx: 140,
    },
    {
      id: "expected",
      label: t("columns.expected"),
      cell: (row) => <DifferenceAmount rule={row.rule} value={row.expected} />,
      align: "right",
      widthPx: 130,
    },
    {
      id: "actual",
      label: t("columns.actual"),
      cell: (row) => <DifferenceAmount rule={row.rule} value={row.actual} />,
      align: "right",
      widthPx: 130,
    },
    {
      id: "status",
      label: t("columns.status"),
      cell: (row) => <DifferenceStatus status={row.status} />,
      widthPx: 120,
      card: "aside",
    },
    { id: "createdAt", label: t("columns.createdAt"), cell: (row) => <Time value={row.createdAt} />, widthPx: 120 },
    { id: "updatedAt", label: t("columns.updatedAt"), cell: (row) => <Time value={row.updatedAt} />, widthPx: 120 },
  ];
}
