"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import type { Column } from "@/components/data-table/column";
import { DataTable } from "@/components/data-table/data-table";
import { defineFilters } from "@/components/data-table/filter";
import { wholeList } from "@/components/data-table/list-query";
import { useTableState } from "@/components/data-table/use-table-state";
import { ChannelStatus } from "@/components/domain/channel/channel-status";
import { useOutcomeText } from "@/components/domain/channel/outcome-text";
import { TestDialog } from "@/components/domain/channel/test-dialog";
import { useViewer } from "@/components/layout/viewer";
import type { RouterOutputs } from "@/components/trpc/router-types";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import { Time } from "@/components/ui/time";
import { can } from "@/server/identity/permission/schema";
import { AddKeysDialog, ReplaceKeyDialog } from "./key-dialogs";
import { KeyRowActions } from "./key-row-actions";

type Channel = RouterOutputs["channel"]["get"];
export type ChannelKeyRow = Channel["keys"][number];

/** The upstream keys: only their ends are ever shown. */
export function KeysTab({ channel }: { channel: Channel }) {
  const t = useTranslations("channel.keys");
  const { role } = useViewer();
  const [isAdding, setIsAdding] = useState(false);
  const [replaced, setReplaced] = useState<ChannelKeyRow | null>(null);
  const [tested, setTested] = useState<ChannelKeyRow | null>(null);
  const state = useTableState(defineFilters({}), { prefix: "keys" });
  const isLive = channel.deletedAt === null;
  return (
    <Panel
      title={t("title", { enabled: channel.enabledKeyCount, total: channel.keyCount })}
      description={t("description")}
      actions={
        can(role, "channel.manage") && isLive ? <Button onClick={() => setIsAdding(true)}>{t("add")}</Button> : null
      }
    >
      <DataTable
        id="channel-keys"
        label={t("label")}
        isEmbedded
        columns={useKeyColumns()}
        state={state}
        query={wholeList({
          data: channel.keys,
          error: null,
          isPending: false,
          isFetching: false,
          refetch: () => undefined,
        })}
        getRowId={(row) => row.id}
        getRowLabel={(row) => row.hint || t("noKey")}
        {...(isLive && can(role, "channel.toggle")
          ? {
              rowActions: (row: ChannelKeyRow) => (
                <KeyRowActions row={row} onTest={setTested} onReplace={setReplaced} />
              ),
            }
          : {})}
      />
      <AddKeysDialog channelId={channel.id} open={isAdding} onOpenChange={setIsAdding} />
      <ReplaceKeyDialog row={replaced} onClose={() => setReplaced(null)} />
      <TestDialog
        channel={tested ? { id: channel.id, name: channel.name, keyId: tested.id } : null}
        onClose={() => setTested(null)}
      />
    </Panel>
  );
}

function useKeyColumns(): Column<ChannelKeyRow>[] {
  const t = useTranslations("channel.keys");
  const outcomeText = useOutcomeText();
  return [
    {
      id: "hint",
      label: t("key"),
      cell: (row) => <span className="font-mono text-xs">{row.hint || t("noKey")}</span>,
      widthPx: 180,
      isFixed: true,
      card: "title",
    },
    {
      id: "status",
      label: t("status"),
      cell: (row) => <ChannelStatus status={row.status} />,
      widthPx: 140,
      card: "aside",
    },
    {
      id: "lastError",
      label: t("lastError"),
      cell: (row) =>
        row.lastError ? (
          <span className="truncate text-err" title={outcomeText(row.lastError)}>
            {outcomeText(row.lastError)}
          </span>
        ) : (
          <span className="text-fg-3">—</span>
        ),
      isGrowing: true,
      widthPx: 260,
    },
    { id: "lastErrorAt", label: t("lastErrorAt"), cell: (row) => <Time value={row.lastErrorAt} />, widthPx: 130 },
    { id: "createdAt", label: t("createdAt"), cell: (row) => <Time value={row.createdAt} />, widthPx: 130 },
  ];
}
