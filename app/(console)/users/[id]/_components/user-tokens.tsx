"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { Column } from "@/components/data-table/column";
import { DataTable } from "@/components/data-table/data-table";
import { keyset } from "@/components/data-table/list-query";
import { useTableState } from "@/components/data-table/use-table-state";
import { useTRPC } from "@/components/trpc/provider";
import type { RouterOutputs } from "@/components/trpc/router-types";
import { Quota } from "@/components/ui/quota";
import { StatusBadge } from "@/components/ui/status-badge";
import { Time } from "@/components/ui/time";

type Row = RouterOutputs["token"]["list"]["items"][number];

/** An account's tokens at a glance; the Tokens page has the rest. */
export function UserTokens({ userId }: { userId: string }) {
  const t = useTranslations("user.tokens");
  const trpc = useTRPC();
  const state = useTableState({}, { prefix: "tokens" });
  const query = useInfiniteQuery(trpc.token.list.infiniteQueryOptions({ scope: "all", userId }, keyset));
  return (
    <div className="flex flex-col gap-3">
      <DataTable
        id="user-tokens"
        label={t("name")}
        columns={useColumns()}
        state={state}
        query={query}
        getRowId={(row) => row.id}
        getRowLabel={(row) => row.name}
        rowHref={(row) => `/tokens?scope=all&open=${row.id}`}
        empty={{ title: t("empty") }}
        isEmbedded
      />
      <Link href={`/tokens?scope=all&userId=${userId}`} className="link self-start">
        {t("all")}
      </Link>
    </div>
  );
}

function useColumns(): Column<Row>[] {
  const t = useTranslations("user.tokens");
  return [
    {
      id: "name",
      label: t("name"),
      cell: (row) => <span className="truncate font-semibold">{row.name}</span>,
      widthPx: 200,
      isGrowing: true,
      isFixed: true,
      card: "title",
    },
    {
      id: "key",
      label: t("key"),
      cell: (row) => <span className="font-mono text-xs">{keyHint(row)}</span>,
      widthPx: 150,
    },
    { id: "state", label: t("status"), cell: (row) => <TokenStateBadge state={row.state} />, widthPx: 110, card: "aside" },
    {
      id: "remainQuota",
      label: t("remain"),
      cell: (row) =>
        row.isUnlimited ? <span className="text-fg-2">{t("unlimited")}</span> : <Quota units={row.remainQuota} />,
      align: "right",
      widthPx: 120,
    },
    { id: "usedQuota", label: t("used"), cell: (row) => <Quota units={row.usedQuota} />, align: "right", widthPx: 120 },
    { id: "lastUsedAt", label: t("lastUsedAt"), cell: (row) => <Time value={row.lastUsedAt} />, widthPx: 130 },
  ];
}

function keyHint(row: Row): string {
  const [key] = row.keys;
  return key ? `${key.prefix}…${key.lastFour ?? ""}` : "—";
}

function TokenStateBadge({ state }: { state: Row["state"] }) {
  const t = useTranslations("token.states");
  return (
    <StatusBadge status={state} isQuiet={state === "enabled"}>
      {t(state)}
    </StatusBadge>
  );
}
