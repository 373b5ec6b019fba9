"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import type { Column } from "@/components/data-table/column";
import type { CodeRow } from "@/components/domain/redemption/redemption-row";
import { RedemptionState } from "@/components/domain/redemption/redemption-state";
import { Quota } from "@/components/ui/quota";
import { RecordId } from "@/components/ui/record-id";
import { Time } from "@/components/ui/time";
import { ValidUntil } from "./batches-columns";

export function useCodesColumns(): Column<CodeRow>[] {
  const t = useTranslations("redemption");
  return [
    {
      id: "code",
      label: t("columns.code"),
      cell: (row) => <span className="truncate font-mono text-xs">{row.label}</span>,
      widthPx: 170,
      isFixed: true,
      card: "title",
    },
    {
      id: "state",
      label: t("columns.state"),
      cell: (row) => <RedemptionState state={row.state} />,
      widthPx: 112,
      card: "aside",
    },
    {
      id: "batch",
      label: t("columns.name"),
      cell: (row) => (
        <Link href={`/codes?open=${row.batch.id}`} className="link truncate">
          {row.batch.name}
        </Link>
      ),
      widthPx: 180,
      isGrowing: true,
    },
    {
      id: "quota",
      label: t("columns.quota"),
      cell: (row) => <Quota units={row.quota} />,
      align: "right",
      widthPx: 100,
    },
    {
      id: "used",
      label: t("columns.used"),
      cell: (row) => <span className="tabular-nums">{t("ofMax", { used: row.usedCount, max: row.usesMax })}</span>,
      align: "right",
      widthPx: 110,
    },
    { id: "validUntil", label: t("columns.validUntil"), cell: (row) => <ValidUntil at={row.endsAt} />, widthPx: 120 },
    {
      id: "lastUsedAt",
      label: t("columns.lastUsedAt"),
      cell: (row) => <Time value={row.lastUsedAt} />,
      widthPx: 120,
    },
    {
      id: "createdAt",
      label: t("columns.createdAt"),
      cell: (row) => <Time value={row.createdAt} />,
      widthPx: 120,
      isHidden: true,
    },
    { id: "id", label: t("columns.id"), cell: (row) => <RecordId id={row.id} />, widthPx: 170, isHidden: true },
  ];
}
