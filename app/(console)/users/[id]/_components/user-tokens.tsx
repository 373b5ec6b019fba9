"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { DataTable } from "@/components/data-table/data-table";
import { keyset } from "@/components/data-table/list-query";
import { useTableState } from "@/components/data-table/use-table-state";
import { TokenMenuItems } from "@/components/domain/token/token-menu-items";
import { TokenSummary } from "@/components/domain/token/token-summary";
import { useTokenDialogs } from "@/components/domain/token/use-token-dialogs";
import { useTokensColumns } from "@/components/domain/token/use-tokens-columns";
import { useViewer } from "@/components/layout/viewer";
import { useTRPC } from "@/components/trpc/provider";
import { Button } from "@/components/ui/button";
import { can } from "@/server/identity/permission/schema";

/** An account's tokens, with all that may be done to them. */
export function UserTokens({ userId, isDeleted }: { userId: string; isDeleted: boolean }) {
  const t = useTranslations("user.tokens");
  const trpc = useTRPC();
  const viewer = useViewer();
  const state = useTableState({}, { prefix: "tokens" });
  const dialogs = useTokenDialogs({ ownerId: userId });
  const query = useInfiniteQuery(trpc.token.list.infiniteQueryOptions({ scope: "all", userId }, keyset));
  const mayCreate = !isDeleted && (viewer.id === userId || can(viewer.role, "token.manageAny"));
  return (
    <div className="flex flex-col gap-3">
      {mayCreate ? (
        <Button size="sm" className="self-end" onClick={dialogs.create}>
          <Plus aria-hidden />
          {t("create")}
        </Button>
      ) : null}
      <DataTable
        id="user-tokens"
        label={t("label")}
        columns={useTokensColumns({ hasOwners: false })}
        state={state}
        query={query}
        getRowId={(row) => row.id}
        getRowLabel={(row) => row.name}
        detail={{
          title: (_, row) => row?.name ?? t("label"),
          render: (id) => <TokenSummary id={id} onAct={dialogs.act} />,
        }}
        rowActions={(row) => <TokenMenuItems token={row} onAct={dialogs.act} />}
        empty={{ title: t("empty") }}
        isEmbedded
      />
      {dialogs.element}
    </div>
  );
}
