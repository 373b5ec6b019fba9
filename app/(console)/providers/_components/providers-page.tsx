"use client";

import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { DataTable } from "@/components/data-table/data-table";
import { wholeList } from "@/components/data-table/list-query";
import { useTableState } from "@/components/data-table/use-table-state";
import { CreateProviderSheet } from "@/components/domain/provider/provider-form";
import { ProviderSummary } from "@/components/domain/provider/provider-summary";
import { ProviderTestDialog } from "@/components/domain/provider/provider-test-dialog";
import { useTRPC } from "@/components/trpc/provider";
import type { RouterOutputs } from "@/components/trpc/router-types";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { useQuotaText } from "@/components/ui/money";
import { PageHeader } from "@/components/ui/page-header";
import { PolicyPanel } from "./policy-panel";
import { ProviderRowActions } from "./provider-row-actions";
import { useProvidersColumns } from "./use-providers-columns";

type Listed = RouterOutputs["ownProvider"]["list"];

export function ProvidersPage() {
  const t = useTranslations("ownProvider");
  const query = useQuery(useTRPC().ownProvider.list.queryOptions());
  const state = useTableState({});
  const [isCreating, setIsCreating] = useState(false);
  const [tested, setTested] = useState<string | null>(null);
  const { data } = query;
  const isFull = data !== undefined && data.items.length >= data.limit;
  const createButton = (
    <Button variant="primary" onClick={() => setIsCreating(true)} disabled={data?.isAllowed !== true || isFull}>
      <Plus aria-hidden />
      {t("create")}
    </Button>
  );
  return (
    <>
      <PageHeader
        title={t("title")}
        description={t("description")}
        meta={
          data && data.items.length > 0 ? (
            <span className="text-fg-3 text-xs">{t("room", { count: data.items.length, limit: data.limit })}</span>
          ) : null
        }
        actions={createButton}
      />
      {data ? <Terms listed={data} /> : null}
      <DataTable
        id="own-providers"
        label={t("title")}
        columns={useProvidersColumns()}
        state={state}
        query={wholeList({ ...query, data: data?.items })}
        getRowId={(row) => row.name}
        getRowLabel={(row) => row.label}
        detail={{
          title: (name, row) => row?.label ?? name,
          render: (name) => <ProviderSummary key={name} name={name} onTest={setTested} />,
        }}
        rowActions={(row) => <ProviderRowActions provider={row} onTest={setTested} />}
        empty={{ title: t("empty.title"), description: t("empty.hint"), action: createButton }}
      />
      <CreateProviderSheet open={isCreating} onOpenChange={setIsCreating} onCreated={({ name }) => setTested(name)} />
      <ProviderTestDialog name={tested} onClose={() => setTested(null)} />
    </>
  );
}

/** When they are asked and what that costs: the rules before the list. */
function Terms({ listed }: { listed: Listed }) {
  const t = useTranslations("ownProvider");
  const money = useQuotaText();
  const { feeUnits } = listed;
  if (!listed.isAllowed) {
    return (
      <div className="px-4 pt-4 sm:px-6">
        <Alert tone="warn" title={t("off.title")}>
          {t("off.description")}
        </Alert>
      </div>
    );
  }
  if (listed.items.length === 0 && listed.policy !== "only") return null;
  return (
    <div className="px-4 pt-4 sm:px-6">
      <PolicyPanel
        policy={listed.policy}
        note={feeUnits > 0n ? t("fee", { fee: money(feeUnits, "exact") }) : t("noFee")}
      />
    </div>
  );
}
