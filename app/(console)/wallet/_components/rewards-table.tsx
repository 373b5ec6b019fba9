"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import type { Column } from "@/components/data-table/column";
import { DataTable } from "@/components/data-table/data-table";
import { defineFilters } from "@/components/data-table/filter";
import { keyset } from "@/components/data-table/list-query";
import { useTableState } from "@/components/data-table/use-table-state";
import { useTRPC } from "@/components/trpc/provider";
import type { RouterOutputs } from "@/components/trpc/router-types";
import { Quota } from "@/components/ui/quota";
import { RecordId } from "@/components/ui/record-id";
import { Time } from "@/components/ui/time";
import { REWARD_KINDS } from "@/server/money/referral/schema";

type Reward = RouterOutputs["referral"]["listRewards"]["items"][number];

/** Every reward of one's own invitations, newest first. */
export function RewardsTable() {
  const t = useTranslations("referral");
  const trpc = useTRPC();
  const state = useTableState(
    defineFilters({
      kinds: {
        kind: "options",
        label: t("columns.kind"),
        isPrimary: true,
        options: REWARD_KINDS.map((value) => ({ value, label: t(`kinds.${value}`) })),
      },
    }),
    { prefix: "reward" },
  );
  const { kinds } = state.values;
  const query = useInfiniteQuery(trpc.referral.listRewards.infiniteQueryOptions({ kinds }, keyset));
  return (
    <DataTable
      id="rewards"
      label={t("rewards")}
      columns={useRewardColumns()}
      state={state}
      query={query}
      getRowId={(row) => row.id}
      empty={{ title: t("empty.title"), description: t("empty.hint") }}
      isEmbedded
    />
  );
}

function useRewardColumns(): Column<Reward>[] {
  const t = useTranslations("referral");
  return [
    {
      id: "createdAt",
      label: t("columns.createdAt"),
      cell: (row) => <Time value={row.createdAt} format="exact" />,
      widthPx: 170,
      isFixed: true,
      card: "aside",
    },
    { id: "kind", label: t("columns.kind"), cell: (row) => t(`kinds.${row.kind}`), widthPx: 160, card: "title" },
    { id: "invitee", label: t("columns.invitee"), cell: (row) => row.inviteeName, widthPx: 120, isGrowing: true },
    {
      id: "amount",
      label: t("columns.amount"),
      cell: (row) => <Quota units={row.amount} />,
      align: "right",
      widthPx: 130,
    },
    {
      id: "reversed",
      label: t("columns.reversed"),
      cell: (row) => <Quota units={row.reversedAmount === 0n ? null : row.reversedAmount} />,
      align: "right",
      widthPx: 160,
    },
    { id: "id", label: t("columns.id"), cell: (row) => <RecordId id={row.id} />, widthPx: 150, isHidden: true },
  ];
}
