"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { Column } from "@/components/data-table/column";
import { DataTable } from "@/components/data-table/data-table";
import { keyset } from "@/components/data-table/list-query";
import { useTableState } from "@/components/data-table/use-table-state";
import { ChannelStatus } from "@/components/domain/channel/channel-status";
import { providerName } from "@/components/domain/channel/provider-name";
import { useAction } from "@/components/feedback/use-action";
import { ReasonDialog } from "@/components/form/reason-dialog";
import { useCan } from "@/components/layout/viewer";
import { useTRPC } from "@/components/trpc/provider";
import type { RouterOutputs } from "@/components/trpc/router-types";
import { DropdownMenuItem } from "@/components/ui/dropdown-menu";
import { CompactNumber } from "@/components/ui/numeric";
import { RecordId } from "@/components/ui/record-id";
import { Time } from "@/components/ui/time";

type Row = RouterOutputs["ownProvider"]["listAny"]["items"][number];

/** The providers an account has brought: that they exist, and nothing of their keys. */
export function UserProviders({ userId }: { userId: string }) {
  const t = useTranslations("ownProvider.staff");
  const trpc = useTRPC();
  const mayDisable = useCan("provider.disableAny");
  const [disabled, setDisabled] = useState<Row | null>(null);
  const query = useInfiniteQuery(trpc.ownProvider.listAny.infiniteQueryOptions({ userId }, keyset));
  const disable = useAction(trpc.ownProvider.disableAny.mutationOptions(), {
    success: t("disabled"),
    invalidate: [trpc.ownProvider.pathFilter(), trpc.audit.pathFilter()],
  });
  const rowActions = (row: Row) =>
    row.status === "enabled" ? (
      <DropdownMenuItem isDanger onSelect={() => setDisabled(row)}>
        {t("disable")}
      </DropdownMenuItem>
    ) : null;
  return (
    <div className="flex flex-col gap-3">
      <DataTable
        id="user-providers"
        label={t("tab")}
        columns={useColumns()}
        state={useTableState({}, { prefix: "providers" })}
        query={query}
        getRowId={(row) => row.id}
        getRowLabel={(row) => row.label}
        {...(mayDisable ? { rowActions } : {})}
        empty={{ title: t("empty") }}
        isEmbedded
      />
      <p className="text-fg-3 text-xs">{t("note")}</p>
      {disabled ? (
        <ReasonDialog
          open
          onOpenChange={(open) => {
            if (!open) setDisabled(null);
          }}
          title={t("disableTitle", { name: disabled.label })}
          effect={t("disableEffect")}
          submitLabel={t("disable")}
          isDanger
          onSubmit={(reason) => disable.call({ id: disabled.id, reason })}
        />
      ) : null}
    </div>
  );
}

function useColumns(): Column<Row>[] {
  const t = useTranslations("ownProvider.columns");
  return [
    {
      id: "name",
      label: t("name"),
      isFixed: true,
      isGrowing: true,
      widthPx: 180,
      card: "title",
      cell: (row) => <span className="truncate">{row.label}</span>,
    },
    {
      id: "state",
      label: t("state"),
      widthPx: 130,
      card: "aside",
      cell: (row) => <ChannelStatus status={row.status} reason={row.statusReason} />,
    },
    {
      id: "type",
      label: t("type"),
      widthPx: 140,
      cell: (row) => <span className="truncate">{providerName({ provider: "openai", preset: row.type })}</span>,
    },
    {
      id: "host",
      label: t("host"),
      widthPx: 200,
      cell: (row) => <span className="truncate font-mono text-xs">{row.host}</span>,
    },
    {
      id: "requests",
      label: t("requests"),
      hint: t("requestsHint"),
      widthPx: 110,
      align: "right",
      cell: (row) => <CompactNumber value={row.usage?.requests} />,
    },
    {
      id: "errors",
      label: t("errors"),
      hint: t("requestsHint"),
      widthPx: 90,
      align: "right",
      cell: (row) => <CompactNumber value={row.usage?.errors} />,
    },
    { id: "created", label: t("created"), widthPx: 120, cell: (row) => <Time value={row.createdAt} /> },
    { id: "id", label: t("id"), widthPx: 160, isHidden: true, cell: (row) => <RecordId id={row.id} /> },
  ];
}
