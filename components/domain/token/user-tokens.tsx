"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { DataTable } from "@/components/data-table/data-table";
import { keyset } from "@/components/data-table/list-query";
import { useTableState } from "@/components/data-table/use-table-state";
import { useCan, useViewer } from "@/components/layout/viewer";
import { useTRPC } from "@/components/trpc/provider";
import { Button } from "@/components/ui/button";
import { TokenMenuItems } from "./token-menu-items";
import { TokenSummary } from "./token-summary";
import { useTokenDialogs } from "./use-token-dialogs";
import { useTokensColumns } from "./use-tokens-columns";

const NO_FILTERS = {};

/** The tokens of one account, inside its page. */
export function UserTokens({ userId }: { userId: string }) {
  const t = useTranslations("token");
  const trpc = useTRPC();
  const viewer = useViewer();
  const managesAny = useCan("token.manageAny");
  const state = useTableState(NO_FILTERS, { prefix: "token" });
  const dialogs = useTokenDialogs({ ownerId: userId });
  const query = useInfiniteQuery(
    trpc.token.list.infiniteQueryOptions({ scope: userId === viewer.id ? "mine" : "all", userId }, keyset),
  );
  const mayCreate = userId === viewer.id || managesAny;
  return (
    <div className="flex flex-col gap-3">
      {mayCreate ? (
        <Button className="self-start" onClick={dialogs.create}>
          <Plus aria-hidden />
          {t("create")}
        </Button>
      ) : null}
      <DataTable
        id="user-tokens"
        label={t("title")}
        columns={useTokensColumns({ hasOwners: false })}
        state={state}
        query={query}
        getRowId={(row) => row.id}
        getRowLabel={(row) => row.name}
        detail={{
          title: (_, row) => row?.name ?? t("title"),
          render: (id) => <TokenSummary id={id} onAct={dialogs.act} />,
        }}
        rowActions={(row) => <TokenMenuItems token={row} onAct={dialogs.act} />}
        empty={{ title: t("empty.userTitle") }}
        isEmbedded
      />
      {dialogs.element}
    </div>
  );
}
