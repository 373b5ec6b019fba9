"use client";

import { useTranslations } from "next-intl";
import type { Column } from "@/components/data-table/column";
import { EventVerdictBadge } from "@/components/domain/payment/event-verdict";
import { useFindingText } from "@/components/domain/payment/use-finding-text";
import type { RouterOutputs } from "@/components/trpc/router-types";
import { RecordId } from "@/components/ui/record-id";
import { Time } from "@/components/ui/time";

export type EventRow = RouterOutputs["payment"]["events"]["items"][number];

export function useEventsColumns(): Column<EventRow>[] {
  const t = useTranslations("payment");
  const findingText = useFindingText();
  return [
    {
      id: "createdAt",
      label: t("columns.createdAt"),
      cell: (row) => <Time value={row.createdAt} format="exact" />,
      widthPx: 150,
      isFixed: true,
      card: "title",
    },
    { id: "provider", label: t("columns.provider"), cell: (row) => t(`providers.${row.provider}`), widthPx: 110 },
    { id: "source", label: t("columns.source"), cell: (row) => t(`sources.${row.source}`), widthPx: 120 },
    {
      id: "verdict",
      label: t("columns.verdict"),
      cell: (row) => <EventVerdictBadge verdict={row.verdict} />,
      widthPx: 150,
      card: "aside",
    },
    {
      id: "order",
      label: t("columns.order"),
      cell: (row) =>
        row.orderId ? (
          <RecordId id={row.orderId} href={`/topups?open=${row.orderId}`} />
        ) : (
          <span className="text-fg-3">—</span>
        ),
      widthPx: 170,
    },
    {
      id: "detail",
      label: t("columns.detail"),
      cell: (row) => <span className="truncate">{findingText(row.finding) || "—"}</span>,
      widthPx: 260,
      isGrowing: true,
    },
    {
      id: "answer",
      label: t("columns.answer"),
      cell: (row) => (
        <span className="font-mono text-xs">{row.answerStatus ? `${row.answerStatus} ${row.answerBody}` : "—"}</span>
      ),
      widthPx: 130,
    },
    {
      id: "ip",
      label: t("columns.ip"),
      cell: (row) => <span className="font-mono text-xs">{row.ip || "—"}</span>,
      widthPx: 130,
    },
    { id: "id", label: t("columns.id"), cell: (row) => <RecordId id={row.id} />, widthPx: 170, isHidden: true },
  ];
}
