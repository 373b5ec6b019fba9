"use client";

import { useTranslations } from "next-intl";
import type { Column } from "@/components/data-table/column";
import type { RouterOutputs } from "@/components/trpc/router-types";
import { Quota } from "@/components/ui/quota";
import { RecordId } from "@/components/ui/record-id";
import { Time } from "@/components/ui/time";
import { PersonLink } from "./person-link";
import { ReferenceLink } from "./reference-link";
import { SignedQuota } from "./signed-quota";

export type LedgerEntry = RouterOutputs["ledger"]["list"]["items"][number];

/** Of everybody's ledger, or of one account's, where whose it is goes without saying. */
export function useLedgerColumns({ isOneAccount }: { isOneAccount: boolean }): Column<LedgerEntry>[] {
  const t = useTranslations("ledger");
  const user: Column<LedgerEntry> = {
    id: "user",
    label: t("columns.user"),
    cell: (row) => <PersonLink person={row.user} />,
    widthPx: 150,
  };
  return [
    {
      id: "createdAt",
      label: t("columns.createdAt"),
      cell: (row) => <Time value={row.createdAt} format="exact" />,
      widthPx: 150,
      isFixed: true,
      card: "aside",
    },
    ...(isOneAccount ? [] : [user]),
    { id: "kind", label: t("columns.kind"), cell: (row) => t(`kinds.${row.kind}`), widthPx: 120, card: "title" },
    {
      id: "amount",
      label: t("columns.amount"),
      cell: (row) => <SignedQuota units={row.amount} />,
      align: "right",
      widthPx: 120,
    },
    {
      id: "balanceAfter",
      label: t("columns.balanceAfter"),
      hint: t("columns.balanceAfterHint"),
      cell: (row) => <Quota units={row.balanceAfter} />,
      align: "right",
      widthPx: 120,
    },
    {
      id: "reference",
      label: t("columns.reference"),
      cell: (row) => <ReferenceLink id={row.reference} />,
      widthPx: 170,
    },
    {
      id: "reason",
      label: t("columns.reason"),
      cell: (row) => (
        <span className="truncate">{row.reason || (row.kind === "consume" ? t("consumeHint") : "—")}</span>
      ),
      widthPx: 200,
      isGrowing: true,
    },
    { id: "actor", label: t("columns.actor"), cell: (row) => <PersonLink person={row.actor} />, widthPx: 130 },
    { id: "id", label: t("columns.id"), cell: (row) => <RecordId id={row.id} />, widthPx: 150, isHidden: true },
  ];
}
