"use client";

import { useTranslations } from "next-intl";
import type { Column } from "@/components/data-table/column";
import { PlanPrice } from "@/components/domain/plan/plan-price";
import { BadgeList } from "@/components/ui/badge";
import { NumberText } from "@/components/ui/numeric";
import { Quota } from "@/components/ui/quota";
import { RecordId } from "@/components/ui/record-id";
import { StatusBadge } from "@/components/ui/status-badge";
import { Time } from "@/components/ui/time";
import type { PlanRow } from "./plan-row";

export function usePlansColumns(): Column<PlanRow>[] {
  const t = useTranslations("plan");
  return [
    {
      id: "name",
      label: t("columns.name"),
      cell: (row) => <span className="truncate font-semibold">{row.name}</span>,
      widthPx: 200,
      isFixed: true,
      isGrowing: true,
      card: "title",
    },
    {
      id: "offered",
      label: t("columns.offered"),
      cell: (row) => <PlanState plan={row} />,
      widthPx: 130,
      card: "aside",
    },
    {
      id: "price",
      label: t("columns.price"),
      cell: (row) => (row.current ? <PlanPrice price={row.current.terms} /> : "—"),
      widthPx: 160,
    },
    {
      id: "allowance",
      label: t("columns.allowance"),
      hint: t("columns.allowanceHint"),
      cell: (row) => <Quota units={row.current?.terms.limits.periodQuota} />,
      widthPx: 130,
      align: "right",
    },
    {
      id: "groups",
      label: t("columns.groups"),
      cell: (row) => <Groups names={row.current?.terms.groupNames ?? []} />,
      widthPx: 160,
    },
    {
      id: "version",
      label: t("columns.version"),
      cell: (row) => (row.current ? `v${row.current.number}` : "—"),
      widthPx: 90,
    },
    {
      id: "subscribers",
      label: t("columns.subscribers"),
      cell: (row) => <NumberText value={row.subscriberCount} />,
      widthPx: 110,
      align: "right",
    },
    {
      id: "position",
      label: t("columns.position"),
      hint: t("form.positionHint"),
      cell: (row) => <NumberText value={row.position} />,
      widthPx: 90,
      align: "right",
    },
    {
      id: "createdAt",
      label: t("columns.createdAt"),
      cell: (row) => <Time value={row.createdAt} />,
      widthPx: 120,
      isHidden: true,
    },
    { id: "id", label: "ID", cell: (row) => <RecordId id={row.id} />, widthPx: 150, isHidden: true },
  ];
}

function Groups({ names }: { names: readonly string[] }) {
  return names.length > 0 ? <BadgeList items={names} max={2} /> : <span className="text-fg-3">—</span>;
}

/** Whether customers can buy it. */
export function PlanState({ plan }: { plan: PlanRow }) {
  const t = useTranslations("plan.states");
  if (plan.deletedAt !== null) return <StatusBadge status="deleted">{t("deleted")}</StatusBadge>;
  if (plan.isActive)
    return (
      <StatusBadge status="active" isQuiet>
        {t("offered")}
      </StatusBadge>
    );
  return <StatusBadge status="disabled">{t("hidden")}</StatusBadge>;
}
