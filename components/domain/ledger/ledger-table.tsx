"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { DataTable } from "@/components/data-table/data-table";
import { keyset } from "@/components/data-table/list-query";
import { useTableState } from "@/components/data-table/use-table-state";
import { useTRPC } from "@/components/trpc/provider";
import { LedgerEntryDetail } from "./ledger-entry-detail";
import { LedgerExportButton } from "./ledger-export-button";
import { useLedgerColumns } from "./use-ledger-columns";
import { useAccountLedgerFilters } from "./use-ledger-filters";

/** Every change of an account's balance, newest first. */
export function LedgerTable({ userId }: { userId: string }) {
  const t = useTranslations("ledger");
  const trpc = useTRPC();
  const state = useTableState(useAccountLedgerFilters(), { prefix: "ledger" });
  const { range, ...rest } = state.values;
  const filter = { userId, ...rest, from: range?.from, to: range?.to };
  const query = useInfiniteQuery(trpc.ledger.list.infiniteQueryOptions(filter, keyset));
  return (
    <DataTable
      id="ledger"
      label={t("title")}
      columns={useLedgerColumns({ isOneAccount: true })}
      state={state}
      query={query}
      getRowId={(row) => row.id}
      getRowLabel={(row) => t(`kinds.${row.kind}`)}
      detail={{ title: () => t("detail.title"), render: (id) => <LedgerEntryDetail id={id} /> }}
      toolbarActions={<LedgerExportButton filter={filter} />}
      empty={{ title: t("empty.title"), description: t("empty.hint") }}
      isEmbedded
    />
  );
}
