"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import type { Column } from "@/components/data-table/column";
import { DataTable } from "@/components/data-table/data-table";
import { defineFilters } from "@/components/data-table/filter";
import { keyset } from "@/components/data-table/list-query";
import { useTableState } from "@/components/data-table/use-table-state";
import { useTRPC } from "@/components/trpc/provider";
import type { RouterOutputs } from "@/components/trpc/router-types";
import { Quota } from "@/components/ui/quota";
import { RecordId } from "@/components/ui/record-id";
import { Time } from "@/components/ui/time";
import { LEDGER_KINDS } from "@/server/money/ledger/schema";

type Entry = RouterOutputs["ledger"]["list"]["items"][number];

/** Every change of an account's balance, newest first. */
export function LedgerTable({ userId }: { userId: string }) {
  const t = useTranslations("ledger");
  const trpc = useTRPC();
  const filters = defineFilters({
    kinds: {
      kind: "options",
      label: t("filters.kind"),
      isPrimary: true,
      options: LEDGER_KINDS.map((value) => ({ value, label: t(`kinds.${value}`) })),
    },
    range: { kind: "dateRange", label: t("filters.range"), isPrimary: true },
  });
  const state = useTableState(filters, { prefix: "ledger" });
  const { kinds, range } = state.values;
  const query = useInfiniteQuery(
    trpc.ledger.list.infiniteQueryOptions({ userId, kinds, from: range?.from, to: range?.to }, keyset),
  );
  return (
    <DataTable
      id="ledger"
      label={t("filters.kind")}
      columns={useLedgerColumns()}
      state={state}
      query={query}
      getRowId={(row) => row.id}
      empty={{ title: t("empty.title"), description: t("empty.hint") }}
      isEmbedded
    />
  );
}

function useLedgerColumns(): Column<Entry>[] {
  const t = useTranslations("ledger");
  return [
    {
      id: "createdAt",
      label: t("columns.createdAt"),
      cell: (row) => <Time value={row.createdAt} format="absolute" />,
      widthPx: 170,
      isFixed: true,
      card: "aside",
    },
    { id: "kind", label: t("columns.kind"), cell: (row) => t(`kinds.${row.kind}`), widthPx: 120, card: "title" },
    {
      id: "amount",
      label: t("columns.amount"),
      cell: (row) => <Quota units={row.amount} isSigned className={row.amount > 0n ? "text-ok" : undefined} />,
      align: "right",
      widthPx: 130,
    },
    {
      id: "balanceAfter",
      label: t("columns.balanceAfter"),
      cell: (row) => <Quota units={row.balanceAfter} />,
      align: "right",
      widthPx: 130,
    },
    {
      id: "reason",
      label: t("columns.reason"),
      cell: (row) => (
        <span className="truncate">{row.reason || (row.kind === "consume" ? t("consumeHint") : "—")}</span>
      ),
      widthPx: 220,
      isGrowing: true,
    },
    {
      id: "actor",
      label: t("columns.actor"),
      cell: (row) =>
        row.actor ? (
          <RecordId id={row.actor.id} href={`/users/${row.actor.id}`} />
        ) : (
          <span className="text-fg-2">{t("system")}</span>
        ),
      widthPx: 150,
    },
    { id: "id", label: t("columns.id"), cell: (row) => <RecordId id={row.id} />, widthPx: 150, isHidden: true },
  ];
}
