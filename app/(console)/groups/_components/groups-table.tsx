"use client";

import { useQuery } from "@tanstack/react-query";
import { Pencil, Plus, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { DataTable } from "@/components/data-table/data-table";
import { wholeList } from "@/components/data-table/list-query";
import { useTableState } from "@/components/data-table/use-table-state";
import { useConfirm } from "@/components/feedback/confirm";
import { QueryState } from "@/components/feedback/query-state";
import { useAction } from "@/components/feedback/use-action";
import { useCan } from "@/components/layout/viewer";
import { useTRPC } from "@/components/trpc/provider";
import { Button } from "@/components/ui/button";
import { DropdownMenuItem } from "@/components/ui/dropdown-menu";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { DEFAULT_GROUP } from "@/server/access/group/schema";
import { GroupForm } from "./group-form";
import type { GroupRow } from "./group-row";
import { GroupSummary } from "./group-summary";
import { useGroupsColumns } from "./use-groups-columns";

export function GroupsTable() {
  const t = useTranslations("group");
  const trpc = useTRPC();
  const mayManage = useCan("group.manage");
  const [edited, setEdited] = useState<GroupRow | "new" | null>(null);
  const remove = useDeleteGroup();
  const state = useTableState({ q: { kind: "search", placeholder: t("search") } });
  const groups = useQuery(trpc.group.list.queryOptions());
  const shown = groups.data?.filter((group) => matches(group, state.values.q));
  const createButton = (
    <Button variant="primary" onClick={() => setEdited("new")}>
      <Plus aria-hidden />
      {t("create")}
    </Button>
  );
  const rowActions = (row: GroupRow) => (
    <>
      <DropdownMenuItem onSelect={() => setEdited(row)}>
        <Pencil aria-hidden />
        {t("edit")}
      </DropdownMenuItem>
      {row.name === DEFAULT_GROUP ? null : (
        <DropdownMenuItem isDanger onSelect={() => void remove(row)}>
          <Trash2 aria-hidden />
          {t("delete")}
        </DropdownMenuItem>
      )}
    </>
  );
  return (
    <>
      <PageHeader title={t("title")} description={t("description")} actions={mayManage ? createButton : null} />
      <DataTable
        id="groups"
        label={t("title")}
        columns={useGroupsColumns()}
        state={state}
        query={wholeList({ ...groups, data: shown })}
        getRowId={(row) => row.name}
        getRowLabel={(row) => row.displayName}
        detail={{
          title: (id, row) => row?.displayName ?? id,
          render: (id) => (
            <QueryState query={groups}>
              {(all) => {
                const group = all.find(({ name }) => name === id);
                if (!group) return <EmptyState kind="none" title={t("gone")} />;
                return <GroupSummary key={id} group={group} onEdit={mayManage ? () => setEdited(group) : null} />;
              }}
            </QueryState>
          ),
        }}
        {...(mayManage ? { rowActions } : {})}
      />
      {edited === null ? null : (
        <GroupForm
          group={edited === "new" ? null : edited}
          open
          onOpenChange={(open) => {
            if (!open) setEdited(null);
          }}
        />
      )}
    </>
  );
}

function matches(group: GroupRow, search: string | undefined): boolean {
  const text = `${group.name} ${group.displayName} ${group.description}`.toLowerCase();
  return !search || text.includes(search.toLowerCase());
}

function useDeleteGroup() {
  const t = useTranslations("group");
  const trpc = useTRPC();
  const confirm = useConfirm();
  const remove = useAction(trpc.group.delete.mutationOptions(), {
    success: t("deleted"),
    invalidate: [trpc.group.pathFilter(), trpc.price.pathFilter()],
  });
  return async ({ name, displayName, version }: GroupRow) => {
    const isSure = await confirm({
      title: t("confirmDelete.title", { name: displayName }),
      description: t("confirmDelete.effect"),
      confirmLabel: t("delete"),
      isDanger: true,
    });
    if (isSure) await remove.run({ name, version });
  };
}
