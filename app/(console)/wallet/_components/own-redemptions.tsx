"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import type { Column } from "@/components/data-table/column";
import { DataTable } from "@/components/data-table/data-table";
import { keyset } from "@/components/data-table/list-query";
import { useTableState } from "@/components/data-table/use-table-state";
import { useTRPC } from "@/components/trpc/provider";
import type { RouterOutputs } from "@/components/trpc/router-types";
import { Quota } from "@/components/ui/quota";
import { RecordId } from "@/components/ui/record-id";
import { Time } from "@/components/ui/time";

type Redemption = RouterOutputs["wallet"]["listRedemptions"]["items"][number];

/** The codes one has redeemed, newest first. */
export function OwnRedemptions() {
  const t = useTranslations("wallet.redemptions");
  const state = useTableState({}, { prefix: "redeemed" });
  const query = useInfiniteQuery(useTRPC().wallet.listRedemptions.infiniteQueryOptions({}, keyset));
  return (
    <DataTable
      id="own-redemptions"
      label={t("title")}
      columns={useColumns()}
      state={state}
      query={query}
      getRowId={(row) => row.id}
      getRowLabel={(row) => row.codeLabel}
      empty={{ title: t("empty.title"), description: t("empty.hint") }}
      isEmbedded
    />
  );
}

function useColumns(): Column<Redemption>[] {
  const t = useTranslations("wallet.redemptions");
  return [
    {
      id: "createdAt",
      label: t("createdAt"),
      cell: (row) => <Time value={row.createdAt} format="exact" />,
      widthPx: 170,
      isFixed: true,
      card: "aside",
    },
    {
      id: "code",
      label: t("code"),
      cell: (row) => <span className="font-mono text-xs">{row.codeLabel}</span>,
      widthPx: 160,
      isGrowing: true,
      card: "title",
    },
    { id: "by", label: t("by"), cell: (row) => t(row.isByStaff ? "byStaff" : "byYou"), widthPx: 140 },
    {
      id: "amount",
      label: t("amount"),
      cell: (row) => <Quota units={row.amount} />,
      align: "right",
      widthPx: 130,
    },
    { id: "id", label: t("id"), cell: (row) => <RecordId id={row.id} />, isHidden: true },
  ];
}
