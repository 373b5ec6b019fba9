"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { Selection } from "@/components/data-table/bulk-bar";
import { DataTable } from "@/components/data-table/data-table";
import { keyset } from "@/components/data-table/list-query";
import { useTableState } from "@/components/data-table/use-table-state";
import { CreateChannelSheet } from "@/components/domain/channel/channel-form";
import { TestDialog } from "@/components/domain/channel/test-dialog";
import { useViewer } from "@/components/layout/viewer";
import { useTRPC } from "@/components/trpc/provider";
import { Button } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { can } from "@/server/identity/permission/schema";
import { ChannelBulkActions } from "./channel-bulk-actions";
import { ChannelRowActions } from "./channel-row-actions";
import { ChannelSheet } from "./channel-sheet";
import { type ChannelListRow, useChannelsColumns } from "./channels-columns";
import { useChannelsFilters } from "./channels-filters";
import { TestAllButton } from "./test-all-button";
import { useChannelPulses } from "./use-channel-pulses";

const REFRESH_MS = 30_000;

export function ChannelsTable() {
  const t = useTranslations("channel");
  const trpc = useTRPC();
  const { role } = useViewer();
  const state = useTableState(useChannelsFilters());
  const filter = state.values;
  const query = useInfiniteQuery({
    ...trpc.channel.list.infiniteQueryOptions(filter, keyset),
    refetchInterval: REFRESH_MS,
  });
  const pulses = useChannelPulses(query.data?.pages);
  const [isCreating, setIsCreating] = useState(false);
  const [tested, setTested] = useState<{ id: string; name: string } | null>(null);
  const canManage = can(role, "channel.manage");
  const createButton = (
    <Button variant="primary" onClick={() => setIsCreating(true)}>
      <Plus aria-hidden />
      {t("create")}
    </Button>
  );
  return (
    <>
      <PageHeader
        title={t("title")}
        description={t("description")}
        actions={
          <>
            {can(role, "channel.test") ? <TestAllButton filter={filter} /> : null}
            {canManage ? createButton : null}
          </>
        }
      />
      <DataTable
        id="channels"
        hasViews
        label={t("title")}
        columns={useChannelsColumns(pulses)}
        state={state}
        query={query}
        getRowId={(row) => row.id}
        getRowLabel={(row) => row.name}
        detail={{
          title: (_id, row) => row?.name ?? t("one"),
          render: (id) => <ChannelSheet id={id} onTest={setTested} />,
          href: (id) => `/channels/${id}`,
        }}
        rowActions={(row) => <ChannelRowActions channel={row} onTest={setTested} />}
        {...(can(role, "channel.toggle")
          ? {
              canSelectMatching: true,
              bulkActions: (selection: Selection<ChannelListRow>) => (
                <ChannelBulkActions selection={selection} filter={filter} />
              ),
            }
          : {})}
        empty={{
          title: t("empty.title"),
          description: t("empty.hint"),
          ...(canManage ? { action: createButton } : {}),
        }}
      />
      <CreateChannelSheet open={isCreating} onOpenChange={setIsCreating} onCreated={setTested} />
      <TestDialog channel={tested} onClose={() => setTested(null)} />
    </>
  );
}
