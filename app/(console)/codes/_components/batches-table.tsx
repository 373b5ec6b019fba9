"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { DataTable } from "@/components/data-table/data-table";
import { defineFilters } from "@/components/data-table/filter";
import { keyset } from "@/components/data-table/list-query";
import { useTableState } from "@/components/data-table/use-table-state";
import type { BatchRow } from "@/components/domain/redemption/redemption-row";
import { useCan } from "@/components/layout/viewer";
import { useTRPC } from "@/components/trpc/provider";
import { Button } from "@/components/ui/button";
import { BATCH_KINDS, BATCH_STATES } from "@/server/money/redemption/schema";
import { BatchMenuItems } from "./batch-acts";
import { BatchSummary } from "./batch-summary";
import { useBatchesColumns } from "./batches-columns";
import type { BatchDialogs } from "./use-batch-dialogs";

/** Codes are being made in the background: the counts move. */
const LIVE_MS = 1_500;

export function BatchesTable({ dialogs }: { dialogs: BatchDialogs }) {
  const t = useTranslations("redemption");
  const trpc = useTRPC();
  const mayManage = useCan("redemption.manage");
  const state = useTableState(
    defineFilters({
      q: { kind: "search", placeholder: t("batches.search") },
      state: {
        kind: "options",
        label: t("columns.state"),
        isPrimary: true,
        options: BATCH_STATES.map((value) => ({ value, label: t(`states.${value}`) })),
      },
      kind: {
        kind: "options",
        label: t("columns.kind"),
        isPrimary: true,
        options: BATCH_KINDS.map((value) => ({ value, label: t(`kinds.${value}`) })),
      },
    }),
  );
  const { q, ...filters } = state.values;
  const query = useInfiniteQuery({
    ...trpc.redemption.listBatches.infiniteQueryOptions({ ...filters, search: q }, keyset),
    refetchInterval: ({ state: { data } }) =>
      data?.pages.some((page) => page.items.some((batch) => batch.state === "creating")) ? LIVE_MS : false,
  });
  const rowActions = (row: BatchRow) => <BatchMenuItems batch={row} onAct={dialogs.act} />;
  const create = <Button onClick={dialogs.create}>{t("create")}</Button>;
  return (
    <DataTable
      id="redemption-batches"
      label={t("tabs.batches")}
      columns={useBatchesColumns()}
      state={state}
      query={query}
      getRowId={(row) => row.id}
      getRowLabel={(row) => row.name}
      detail={{
        title: (_, row) => row?.name ?? t("columns.name"),
        render: (id) => <BatchSummary id={id} onAct={dialogs.act} />,
      }}
      {...(mayManage ? { rowActions } : {})}
      empty={{
        title: t("batches.empty.title"),
        description: t("batches.empty.hint"),
        ...(mayManage ? { action: create } : {}),
      }}
      isEmbedded
    />
  );
}
