"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import type { Column } from "@/components/data-table/column";
import { DataTable } from "@/components/data-table/data-table";
import { defineFilters } from "@/components/data-table/filter";
import { keyset } from "@/components/data-table/list-query";
import { useTableState } from "@/components/data-table/use-table-state";
import { ApprovalDetail } from "@/components/domain/approval/approval-detail";
import { PersonLink } from "@/components/domain/ledger/person-link";
import { useTRPC } from "@/components/trpc/provider";
import type { RouterOutputs } from "@/components/trpc/router-types";
import { Quota } from "@/components/ui/quota";
import { StatusBadge } from "@/components/ui/status-badge";
import { Time } from "@/components/ui/time";
import { APPROVAL_KINDS, APPROVAL_STATUSES } from "@/server/money/approval/schema";

type Row = RouterOutputs["approval"]["list"]["items"][number];
type Part = "waiting" | "decided";

const STATUSES = {
  waiting: ["pending"],
  decided: APPROVAL_STATUSES.filter((status) => status !== "pending"),
} satisfies Record<Part, readonly (typeof APPROVAL_STATUSES)[number][]>;

export function ApprovalsTable({ part }: { part: Part }) {
  const t = useTranslations("approval");
  const trpc = useTRPC();
  const filters = defineFilters({
    kind: {
      kind: "options",
      label: t("filters.kind"),
      isPrimary: true,
      options: APPROVAL_KINDS.map((value) => ({ value, label: t(`kinds.${value}`) })),
    },
  });
  // The open request of the waiting list has the page's plain address, which notices and the audit trail link to.
  const state = useTableState(filters, part === "waiting" ? {} : { prefix: "decided" });
  const query = useInfiniteQuery(
    trpc.approval.list.infiniteQueryOptions({ status: [...STATUSES[part]], ...state.values }, keyset),
  );
  return (
    <DataTable
      id={`approvals-${part}`}
      label={t(`${part}.title`)}
      columns={useColumns(part)}
      state={state}
      query={query}
      getRowId={(row) => row.id}
      getRowLabel={(row) => `${t(`kinds.${row.kind}`)} · ${row.user.username}`}
      detail={{
        title: (_id, row) => (row ? t(`kinds.${row.kind}`) : t("detail.title")),
        render: (id) => <ApprovalDetail id={id} />,
      }}
      empty={{ title: t(`${part}.empty`), description: t(`${part}.emptyHint`) }}
      isEmbedded
    />
  );
}

function useColumns(part: Part): Column<Row>[] {
  const t = useTranslations("approval");
  const common: Column<Row>[] = [
    {
      id: "createdAt",
      label: t("columns.createdAt"),
      cell: (row) => <Time value={row.createdAt} />,
      widthPx: 120,
      isFixed: true,
      card: "aside",
    },
    { id: "kind", label: t("columns.kind"), cell: (row) => t(`kinds.${row.kind}`), widthPx: 140, card: "title" },
    { id: "user", label: t("columns.user"), cell: (row) => <PersonLink person={row.user} />, widthPx: 140 },
    {
      id: "amount",
      label: t("columns.amount"),
      cell: (row) => <Quota units={row.amount} />,
      align: "right",
      widthPx: 120,
    },
    {
      id: "requester",
      label: t("columns.requester"),
      cell: (row) => <PersonLink person={row.requester} />,
      widthPx: 140,
    },
    {
      id: "reason",
      label: t("columns.reason"),
      cell: (row) => <span className="truncate">{row.reason}</span>,
      widthPx: 200,
      isGrowing: true,
    },
  ];
  if (part === "waiting") {
    const expiresAt: Column<Row> = {
      id: "expiresAt",
      label: t("columns.expiresAt"),
      cell: (row) => <Time value={row.expiresAt} />,
      widthPx: 120,
    };
    return [...common, expiresAt];
  }
  return [
    ...common,
    {
      id: "status",
      label: t("columns.status"),
      cell: (row) => <StatusBadge status={row.status}>{t(`statuses.${row.status}`)}</StatusBadge>,
      widthPx: 120,
    },
    {
      id: "decider",
      label: t("columns.decider"),
      cell: (row) => (row.decider ? <PersonLink person={row.decider} /> : "—"),
      widthPx: 140,
    },
  ];
}
