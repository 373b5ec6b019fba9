"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { DataTable } from "@/components/data-table/data-table";
import { keyset } from "@/components/data-table/list-query";
import { useTableState } from "@/components/data-table/use-table-state";
import { LedgerEntryDetail } from "@/components/domain/ledger/ledger-entry-detail";
import { LedgerExportButton } from "@/components/domain/ledger/ledger-export-button";
import { useLedgerColumns } from "@/components/domain/ledger/use-ledger-columns";
import { useLedgerFilters } from "@/components/domain/ledger/use-ledger-filters";
import { useTRPC } from "@/components/trpc/provider";
import { PageHeader } from "@/components/ui/page-header";

/** Every change of every balance. */
export function LedgerPage() {
  const t = useTranslations("ledger");
  const trpc = useTRPC();
  const state = useTableState(useLedgerFilters());
  const { range, ...rest } = state.values;
  const filter = { ...rest, from: range?.from, to: range?.to };
  const query = useInfiniteQuery(trpc.ledger.list.infiniteQueryOptions(filter, keyset));
  return (
    <>
      <PageHeader title={t("title")} description={t("description")} />
      <DataTable
        id="ledger-all"
        label={t("title")}
        columns={useLedgerColumns({ isOneAccount: false })}
        state={state}
        query={query}
        getRowId={(row) => row.id}
        getRowLabel={(row) => `${row.user.username} · ${t(`kinds.${row.kind}`)}`}
        detail={{ title: () => t("detail.title"), render: (id) => <LedgerEntryDetail id={id} /> }}
        toolbarActions={<LedgerExportButton filter={filter} />}
        empty={{ title: t("empty.title"), description: t("empty.hint") }}
      />
    </>
  );
}
