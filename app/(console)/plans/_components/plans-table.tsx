"use client";

import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { DataTable } from "@/components/data-table/data-table";
import { defineFilters } from "@/components/data-table/filter";
import { wholeList } from "@/components/data-table/list-query";
import { useTableState } from "@/components/data-table/use-table-state";
import { useCan } from "@/components/layout/viewer";
import { useTRPC } from "@/components/trpc/provider";
import { Button } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import type { PlanRow } from "./plan-row";
import { PlanSummary } from "./plan-summary";
import { PlanMenuItems, usePlanActs } from "./use-plan-acts";
import { usePlansColumns } from "./use-plans-columns";

/** All plans for staff, in the order customers see them. */
export function PlansTable({ actions }: { actions: ReactNode }) {
  const t = useTranslations("plan");
  const trpc = useTRPC();
  const mayManage = useCan("plan.manage");
  const acts = usePlanActs();
  const state = useTableState(
    defineFilters({
      q: { kind: "search", placeholder: t("search") },
      active: { kind: "boolean", label: t("columns.offered"), isPrimary: true },
      deleted: { kind: "boolean", label: t("filters.deleted") },
    }),
  );
  const { q, active, deleted } = state.values;
  const plans = useQuery(trpc.plan.list.queryOptions({ isDeleted: deleted }));
  const shown = plans.data?.filter((plan) => matches(plan, { search: q, isActive: active }));
  const createButton = (
    <Button variant="primary" onClick={acts.create}>
      <Plus aria-hidden />
      {t("create")}
    </Button>
  );
  return (
    <>
      <PageHeader
        title={t("title")}
        description={t("description")}
        actions={
          <>
            {actions}
            {mayManage ? createButton : null}
          </>
        }
      />
      <DataTable
        id="plans"
        label={t("title")}
        columns={usePlansColumns()}
        state={state}
        query={wholeList({ ...plans, data: shown })}
        getRowId={(row) => row.id}
        getRowLabel={(row) => row.name}
        detail={{
          title: (id, row) => row?.name ?? id,
          render: (id) => <PlanSummary key={id} id={id} acts={acts} />,
        }}
        {...(mayManage ? { rowActions: (row: PlanRow) => <PlanMenuItems plan={row} acts={acts} /> } : {})}
        empty={{
          title: t("empty.title"),
          description: t("empty.hint"),
          ...(mayManage ? { action: <Button onClick={acts.create}>{t("create")}</Button> } : {}),
        }}
      />
      {acts.element}
    </>
  );
}

function matches(plan: PlanRow, filter: { search: string | undefined; isActive: boolean | undefined }): boolean {
  const text = `${plan.name} ${plan.description} ${plan.id}`.toLowerCase();
  const isFound = !filter.search || text.includes(filter.search.toLowerCase());
  return isFound && (filter.isActive === undefined || plan.isActive === filter.isActive);
}
