"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { BookOpen, Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { DataTable } from "@/components/data-table/data-table";
import { defineFilters } from "@/components/data-table/filter";
import { keyset } from "@/components/data-table/list-query";
import { useTableState } from "@/components/data-table/use-table-state";
import { useConfirm } from "@/components/feedback/confirm";
import { useAction } from "@/components/feedback/use-action";
import { useCan } from "@/components/layout/viewer";
import { useTRPC } from "@/components/trpc/provider";
import { Button } from "@/components/ui/button";
import { DropdownMenuItem } from "@/components/ui/dropdown-menu";
import { PageHeader } from "@/components/ui/page-header";
import { SecretDialog } from "@/components/ui/secret-dialog";
import { CreateSheet } from "./create-sheet";
import { ServiceTokenDetail } from "./service-token-detail";
import { type ServiceTokenRow, useServiceTokensColumns } from "./use-service-tokens-columns";

/** One's own tokens for the API, and for administrators everybody's. */
export function ServiceTokensTable() {
  const t = useTranslations("serviceToken");
  const trpc = useTRPC();
  const managesAll = useCan("serviceToken.manageAny");
  const [isCreating, setIsCreating] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  const revoke = useRevoke();
  const state = useTableState(useServiceTokensFilters(managesAll));
  const { q, owner } = state.values;
  const isEverybodys = managesAll && owner === "all";
  const query = useInfiniteQuery(
    trpc.serviceToken.list.infiniteQueryOptions({ search: q, owner: isEverybodys ? "all" : "mine" }, keyset),
  );
  const open = () => setIsCreating(true);
  return (
    <>
      <PageHeader
        title={t("title")}
        description={t("description")}
        actions={
          <>
            <Button asChild>
              <a href="/api/v2/docs" target="_blank" rel="noreferrer">
                <BookOpen aria-hidden />
                {t("reference")}
              </a>
            </Button>
            <Button variant="primary" onClick={open}>
              <Plus aria-hidden />
              {t("create")}
            </Button>
          </>
        }
      />
      <DataTable
        id="service-tokens"
        label={t("title")}
        columns={useServiceTokensColumns({ hasOwners: isEverybodys })}
        state={state}
        query={query}
        getRowId={(row) => row.id}
        getRowLabel={(row) => row.name}
        detail={{
          title: (id, row) => row?.name ?? id,
          render: (_id, row) => (row ? <ServiceTokenDetail token={row} onRevoke={revoke} /> : null),
        }}
        rowActions={(row) =>
          row.state === "revoked" ? null : (
            <DropdownMenuItem isDanger onSelect={() => void revoke(row)}>
              {t("revoke")}
            </DropdownMenuItem>
          )
        }
        empty={{
          title: t("empty.title"),
          description: t("empty.description"),
          action: <Button onClick={open}>{t("create")}</Button>,
        }}
      />
      <CreateSheet open={isCreating} onOpenChange={setIsCreating} onMade={setSecret} />
      <SecretDialog secret={secret} title={t("created")} onClose={() => setSecret(null)} />
    </>
  );
}

function useServiceTokensFilters(managesAll: boolean) {
  const t = useTranslations("serviceToken");
  const filters = defineFilters({
    q: { kind: "search", placeholder: t("search") },
    owner: {
      kind: "choice",
      label: t("whose"),
      isPrimary: true,
      options: [
        { value: "mine", label: t("mine") },
        { value: "all", label: t("all") },
      ],
    },
  });
  const { owner, ...own } = filters;
  // A filter that is not offered is never set.
  return (managesAll ? filters : own) as typeof filters;
}

function useRevoke() {
  const t = useTranslations("serviceToken");
  const trpc = useTRPC();
  const confirm = useConfirm();
  const revoke = useAction(trpc.serviceToken.revoke.mutationOptions(), {
    success: t("revoked"),
    invalidate: [trpc.serviceToken.pathFilter()],
  });
  return async ({ id, name }: ServiceTokenRow) => {
    const isMeant = await confirm({
      title: t("revokeTitle", { name }),
      description: t("revokeDescription"),
      confirmLabel: t("revoke"),
      isDanger: true,
    });
    if (isMeant) await revoke.run({ id });
  };
}
