"use client";

import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { FileUp, Plus } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { DataTable } from "@/components/data-table/data-table";
import { defineFilters } from "@/components/data-table/filter";
import { keyset } from "@/components/data-table/list-query";
import { useTableState } from "@/components/data-table/use-table-state";
import { useTemplateName } from "@/components/domain/template/template-name";
import { useCan } from "@/components/layout/viewer";
import { useTRPC } from "@/components/trpc/provider";
import { Button } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { CONFIG_SCOPES } from "@/server/configuration/config/schema";
import { ConfigMenu } from "./config-menu";
import { ImportDialog } from "./import-dialog";
import { useConfigsColumns } from "./use-configs-columns";

/** One's own configurations; staff may look at everybody's. */
export function ConfigsPage() {
  const t = useTranslations("config");
  const trpc = useTRPC();
  const isStaff = useCan("config.readAny");
  const nameOf = useTemplateName();
  const templates = useQuery(trpc.template.list.queryOptions({}));
  const [isImporting, setIsImporting] = useState(false);
  const scopes = CONFIG_SCOPES.map((value) => ({ value, label: t(`scopes.${value}`) }));
  const state = useTableState(
    defineFilters({
      q: { kind: "search", placeholder: t("search") },
      template: {
        kind: "options",
        label: t("template"),
        options: (templates.data ?? []).map((one) => ({ value: one.id, label: nameOf(one).name })),
      },
      scope: { kind: "options", label: t("scope"), options: scopes },
      active: { kind: "boolean", label: t("active") },
      ...(isStaff ? { everybodys: { kind: "boolean", label: t("everybodys"), isPrimary: true } } : {}),
    }),
  );
  const { q, template, scope, active } = state.values;
  const isEverybodys = isStaff && "everybodys" in state.values && state.values.everybodys === true;
  const query = useInfiniteQuery(
    trpc.config.list.infiniteQueryOptions(
      { q, templateId: template?.[0], scope: scope ? scopeOf(scope) : undefined, isActive: active, isEverybodys },
      keyset,
    ),
  );
  const createButton = (
    <Button variant="primary" asChild>
      <Link href="/configs/new">
        <Plus aria-hidden />
        {t("create")}
      </Link>
    </Button>
  );
  return (
    <>
      <PageHeader
        title={t("title")}
        description={t("description")}
        actions={
          <>
            <Button onClick={() => setIsImporting(true)}>
              <FileUp aria-hidden />
              {t("import.open")}
            </Button>
            {createButton}
          </>
        }
      />
      <DataTable
        id="configs"
        label={t("title")}
        columns={useConfigsColumns(isEverybodys)}
        query={query}
        state={state}
        getRowId={(row) => row.id}
        getRowLabel={(row) => row.name || row.key}
        rowHref={(row) => `/configs/${row.id}`}
        rowActions={(row) => <ConfigMenu config={row} />}
        empty={{ title: t("empty.title"), description: t("empty.hint"), action: createButton }}
      />
      {isImporting ? <ImportDialog onClose={() => setIsImporting(false)} /> : null}
    </>
  );
}

function scopeOf(chosen: readonly string[]) {
  return CONFIG_SCOPES.filter((scope) => chosen.includes(scope));
}
