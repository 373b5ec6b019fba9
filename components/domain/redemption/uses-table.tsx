"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { Column } from "@/components/data-table/column";
import { DataTable } from "@/components/data-table/data-table";
import { defineFilters } from "@/components/data-table/filter";
import { keyset } from "@/components/data-table/list-query";
import { useTableState } from "@/components/data-table/use-table-state";
import { useTRPC } from "@/components/trpc/provider";
import { Quota } from "@/components/ui/quota";
import { RecordId } from "@/components/ui/record-id";
import { Time } from "@/components/ui/time";
import type { UseRow } from "./redemption-row";

/** Who redeemed what and when: of a batch, a code or a user, or of everything with filters for these. */
export function UsesTable(props: { of?: { batchId: string } | { codeId: string } | { userId: string } }) {
  const t = useTranslations("redemption.uses");
  const trpc = useTRPC();
  const id = (label: string, prefix: string) =>
    ({ kind: "text", label, placeholder: `${prefix}_…`, isMono: true }) as const;
  const filters = defineFilters({
    batchId: id(t("batchId"), "rdb"),
    codeId: id(t("codeId"), "rdc"),
    userId: id(t("userId"), "usr"),
  });
  const state = useTableState(props.of ? ({} as typeof filters) : filters, { prefix: "uses" });
  const query = useInfiniteQuery(trpc.redemption.listUses.infiniteQueryOptions(props.of ?? state.values, keyset));
  return (
    <DataTable
      id="redemption-uses"
      label={t("title")}
      columns={useUsesColumns(props.of ?? {})}
      state={state}
      query={query}
      getRowId={(row) => row.id}
      getRowLabel={(row) => row.code.label}
      empty={{ title: t("empty.title"), description: t("empty.hint") }}
      isEmbedded
    />
  );
}

/** What the list is about is the same in every row, so it has no column. */
function useUsesColumns(of: object): Column<UseRow>[] {
  const t = useTranslations("redemption");
  const columns: Column<UseRow>[] = [
    {
      id: "time",
      label: t("columns.time"),
      cell: (row) => <Time value={row.createdAt} />,
      widthPx: 120,
      isFixed: true,
    },
    {
      id: "code",
      label: t("columns.code"),
      cell: (row) => <CodeLink id={row.code.id} label={row.code.label} />,
      widthPx: 160,
      isGrowing: true,
      card: "title",
    },
    {
      id: "batch",
      label: t("columns.name"),
      cell: (row) => (
        <Link href={`/codes?open=${row.batch.id}`} className="link truncate">
          {row.batch.name}
        </Link>
      ),
      widthPx: 160,
    },
    {
      id: "user",
      label: t("columns.user"),
      cell: (row) => <UserLink user={row.user} />,
      widthPx: 140,
    },
    {
      id: "amount",
      label: t("columns.amount"),
      cell: (row) => <Quota units={row.amount} />,
      align: "right",
      widthPx: 110,
      card: "aside",
    },
    {
      id: "actor",
      label: t("columns.actor"),
      cell: (row) => (row.actor ? <UserLink user={row.actor} /> : <span className="text-fg-3">{t("bySelf")}</span>),
      widthPx: 130,
    },
    {
      id: "ip",
      label: t("columns.ip"),
      cell: (row) => <span className="font-mono text-xs">{row.ip || "—"}</span>,
      isHidden: true,
    },
    { id: "entry", label: t("columns.entry"), cell: (row) => <RecordId id={row.ledgerEntryId} />, isHidden: true },
    { id: "id", label: t("columns.id"), cell: (row) => <RecordId id={row.id} />, isHidden: true },
  ];
  const hidden = "batchId" in of ? "batch" : "userId" in of ? "user" : "codeId" in of ? "code" : null;
  return columns.filter((column) => column.id !== hidden);
}

function CodeLink({ id, label }: { id: string; label: string }) {
  return (
    <Link href={`/codes?tab=codes&codes_q=${id}`} className="link truncate font-mono text-xs">
      {label}
    </Link>
  );
}

function UserLink({ user }: { user: { id: string; username: string } }) {
  return (
    <Link href={`/users/${user.id}`} className="link truncate">
      {user.username}
    </Link>
  );
}
