"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import type { Selection } from "@/components/data-table/bulk-bar";
import { DataTable } from "@/components/data-table/data-table";
import { keyset } from "@/components/data-table/list-query";
import { useTableState } from "@/components/data-table/use-table-state";
import { TokenBulkActions } from "@/components/domain/token/token-bulk-actions";
import { TokenMenuItems } from "@/components/domain/token/token-menu-items";
import type { TokenRow } from "@/components/domain/token/token-row";
import { TokenSummary } from "@/components/domain/token/token-summary";
import { useTokenDialogs } from "@/components/domain/token/use-token-dialogs";
import { useTokensColumns } from "@/components/domain/token/use-tokens-columns";
import { useCan } from "@/components/layout/viewer";
import { useTRPC } from "@/components/trpc/provider";
import { Button } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { useTokensFilters } from "./tokens-filters";

/** Staff see everybody's tokens, or by a filter their own; customers see their own. */
export function TokensTable() {
  const t = useTranslations("token");
  const trpc = useTRPC();
  const seesAll = useCan("token.readAny");
  const state = useTableState(useTokensFilters());
  const dialogs = useTokenDialogs();
  const { scope, deleted, unused, forever, q, ...values } = state.values;
  const isMine = !seesAll || scope === "mine";
  const query = useInfiniteQuery(
    trpc.token.list.infiniteQueryOptions(
      {
        ...values,
        search: q,
        scope: isMine ? "mine" : "all",
        isDeleted: deleted,
        isUnused: unused,
        hasNoExpiry: forever,
      },
      keyset,
    ),
  );
  const createButton = (
    <Button variant="primary" onClick={dialogs.create}>
      <Plus aria-hidden />
      {t("create")}
    </Button>
  );
  const bulkActions = (selection: Selection<TokenRow>) => (
    <TokenBulkActions ids={selection.ids} isMine={isMine} onDone={selection.clear} />
  );
  return (
    <>
      <PageHeader
        title={seesAll ? t("title") : t("mine")}
        description={seesAll ? t("description") : t("mineDescription")}
        actions={createButton}
      />
      <DataTable
        id="tokens"
        hasViews
        label={t("title")}
        columns={useTokensColumns({ hasOwners: !isMine })}
        state={state}
        query={query}
        getRowId={(row) => row.id}
        getRowLabel={(row) => row.name}
        detail={{
          title: (_, row) => row?.name ?? t("one"),
          render: (id) => <TokenSummary id={id} onAct={dialogs.act} />,
        }}
        rowActions={(row) => <TokenMenuItems token={row} onAct={dialogs.act} />}
        {...(deleted ? {} : { bulkActions })}
        empty={{
          title: t("empty.title"),
          description: t("empty.hint"),
          action: <Button onClick={dialogs.create}>{t("create")}</Button>,
        }}
      />
      {dialogs.element}
    </>
  );
}
