"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { Selection } from "@/components/data-table/bulk-bar";
import { DataTable } from "@/components/data-table/data-table";
import { keyset } from "@/components/data-table/list-query";
import { useTableState } from "@/components/data-table/use-table-state";
import { useCan } from "@/components/layout/viewer";
import { useTRPC } from "@/components/trpc/provider";
import { Button } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { useUserDialogs } from "./use-user-dialogs";
import { UserBulkActions } from "./user-bulk-actions";
import { UserCreateSheet } from "./user-create-sheet";
import { UserMenuItems } from "./user-menu-items";
import { UserSummary } from "./user-summary";
import { type UserRow, useUsersColumns } from "./users-columns";
import { useUsersFilters } from "./users-filters";

export function UsersTable() {
  const t = useTranslations("user");
  const trpc = useTRPC();
  const [isCreating, setIsCreating] = useState(false);
  const mayCreate = useCan("user.create");
  const mayDisable = useCan("user.disable");
  const dialogs = useUserDialogs();
  const state = useTableState(useUsersFilters());
  const { deleted, ...values } = state.values;
  const query = useInfiniteQuery(trpc.user.list.infiniteQueryOptions({ ...values, isDeleted: deleted }, keyset));
  const createButton = mayCreate ? (
    <Button variant="primary" onClick={() => setIsCreating(true)}>
      <Plus aria-hidden />
      {t("create")}
    </Button>
  ) : null;
  const bulkActions = (selection: Selection<UserRow>) => (
    <UserBulkActions ids={selection.ids} onDone={selection.clear} />
  );
  return (
    <>
      <PageHeader title={t("title")} description={t("description")} actions={createButton} />
      <DataTable
        id="users"
        hasViews
        label={t("title")}
        columns={useUsersColumns()}
        state={state}
        query={query}
        getRowId={(row) => row.id}
        getRowLabel={(row) => row.username}
        detail={{
          title: (_, row) => row?.displayName ?? t("title"),
          description: (_, row) => row?.username,
          render: (id) => <UserSummary id={id} onAct={dialogs.open} />,
          href: (id) => `/users/${id}`,
        }}
        rowActions={(row) => <UserMenuItems user={row} onAct={dialogs.open} />}
        {...(mayDisable && !deleted ? { bulkActions } : {})}
        empty={{ title: t("empty.title"), description: t("empty.hint") }}
      />
      {mayCreate ? <UserCreateSheet open={isCreating} onOpenChange={setIsCreating} /> : null}
      {dialogs.element}
    </>
  );
}
