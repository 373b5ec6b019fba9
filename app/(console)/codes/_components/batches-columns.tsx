"use client";

import { useTranslations } from "next-intl";
import type { Column } from "@/components/data-table/column";
import type { BatchRow } from "@/components/domain/redemption/redemption-row";
import { RedemptionState } from "@/components/domain/redemption/redemption-state";
import { NumberText } from "@/components/ui/numeric";
import { Progress } from "@/components/ui/progress";
import { Quota } from "@/components/ui/quota";
import { RecordId } from "@/components/ui/record-id";
import { Time } from "@/components/ui/time";

export function useBatchesColumns(): Column<BatchRow>[] {
  const t = useTranslations("redemption");
  return [
    {
      id: "name",
      label: t("columns.name"),
      cell: (row) => <span className="truncate font-semibold">{row.name}</span>,
      widthPx: 150,
      isGrowing: true,
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
    { id: "kind", label: t("columns.kind"), cell: (row) => t(`kinds.${row.kind}`), widthPx: 84 },
    {
      id: "quota",
      label: t("columns.quota"),
      cell: (row) => <Quota units={row.quota} />,
      align: "right",
      widthPx: 90,
    },
    { id: "codes", label: t("columns.codes"), cell: (row) => <MadeCodes batch={row} />, align: "right", widthPx: 90 },
    {
      id: "used",
      label: t("columns.used"),
      cell: (row) => <NumberText value={row.usedCount} />,
      align: "right",
      widthPx: 76,
    },
    {
      id: "voided",
      label: t("columns.voided"),
      cell: (row) => <NumberText value={row.voidedCount} />,
      align: "right",
      widthPx: 72,
    },
    {
      id: "taken",
      label: t("columns.taken"),
      cell: (row) => <TakenAt batch={row} />,
      widthPx: 118,
    },
    {
      id: "validUntil",
      label: t("columns.validUntil"),
      cell: (row) => <ValidUntil at={row.validUntil} />,
      widthPx: 108,
    },
    { id: "createdAt", label: t("columns.createdAt"), cell: (row) => <Time value={row.createdAt} />, widthPx: 108 },
    {
      id: "prefix",
      label: t("columns.prefix"),
      cell: (row) => <span className="font-mono text-xs">{row.prefix || "—"}</span>,
      widthPx: 110,
      isHidden: true,
    },
    { id: "id", label: t("columns.id"), cell: (row) => <RecordId id={row.id} />, widthPx: 170, isHidden: true },
  ];
}

function MadeCodes({ batch }: { batch: BatchRow }) {
  const t = useTranslations("redemption.progress");
  if (batch.state !== "creating") return <NumberText value={batch.createdCount} />;
  return <Progress value={(batch.createdCount / batch.codeCount) * 100} label={t("label")} className="w-20" />;
}

export function TakenAt({ batch }: { batch: Pick<BatchRow, "takenAt" | "isTakeable"> }) {
  const t = useTranslations("redemption");
  if (batch.takenAt) return <Time value={batch.takenAt} />;
  return <span className={batch.isTakeable ? "text-warn" : "text-fg-3"}>{batch.isTakeable ? t("notTaken") : "—"}</span>;
}

export function ValidUntil({ at }: { at: Date | null }) {
  const t = useTranslations("redemption");
  return at ? <Time value={at} format="date" /> : <span className="text-fg-3">{t("always")}</span>;
}
