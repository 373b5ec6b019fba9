"use client";

import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { DataTable } from "@/components/data-table/data-table";
import { defineFilters } from "@/components/data-table/filter";
import { keyset } from "@/components/data-table/list-query";
import { useTableState } from "@/components/data-table/use-table-state";
import { CostCalculator } from "@/components/domain/price/cost-calculator";
import { useTRPC } from "@/components/trpc/provider";
import { PageHeader } from "@/components/ui/page-header";
import { ModelName } from "./model-name";
import type { CustomerPriceRow } from "./model-row";
import { usePriceColumns } from "./use-price-columns";

/** What the signed-in customer pays for each model, in their own group or another they may use. */
export function CustomerPricesTable() {
  const t = useTranslations("price");
  const trpc = useTRPC();
  const state = useTableState(useCustomerFilters());
  const { q, group } = state.values;
  const query = useInfiniteQuery(trpc.price.listMine.infiniteQueryOptions({ search: q, group }, keyset));
  const shownGroup = query.data?.pages[0]?.group;
  const prices = usePriceColumns<CustomerPriceRow>((row) => row.price);
  return (
    <>
      <PageHeader
        title={t("title")}
        description={shownGroup ? t("customerDescription", { group: shownGroup.displayName }) : undefined}
      />
      <DataTable
        id="customer-prices"
        label={t("title")}
        columns={[
          {
            id: "model",
            label: t("columns.model"),
            cell: (row) => <ModelName name={row.model} />,
            widthPx: 260,
            isGrowing: true,
            isFixed: true,
            card: "title",
          },
          ...prices,
        ]}
        state={state}
        query={query}
        getRowId={(row) => row.model}
        detail={{ title: (id) => id, render: (id) => <CostCalculator key={id} model={id} /> }}
        empty={{ title: t("customerEmpty.title"), description: t("customerEmpty.hint") }}
      />
    </>
  );
}

function useCustomerFilters() {
  const t = useTranslations("price");
  const groups = useQuery(useTRPC().group.choices.queryOptions({}));
  return defineFilters({
    q: { kind: "search", placeholder: t("search") },
    group: {
      kind: "choice",
      label: t("columns.group"),
      isPrimary: true,
      options: (groups.data ?? []).map((group) => ({ value: group.name, label: group.displayName })),
    },
  });
}
