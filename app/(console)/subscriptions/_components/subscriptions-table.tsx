"use client";

import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { DataTable } from "@/components/data-table/data-table";
import { defineFilters } from "@/components/data-table/filter";
import { keyset } from "@/components/data-table/list-query";
import { useTableState } from "@/components/data-table/use-table-state";
import { StartSheet } from "@/components/domain/plan/start-sheet";
import { SubscriptionMenuItems } from "@/components/domain/plan/subscription-buttons";
import { SubscriptionSummary } from "@/components/domain/plan/subscription-summary";
import { useSubscriptionActs } from "@/components/domain/plan/use-subscription-acts";
import { type SubscriptionListRow, useSubscriptionsColumns } from "@/components/domain/plan/use-subscriptions-columns";
import { useCan } from "@/components/layout/viewer";
import { useTRPC } from "@/components/trpc/provider";
import { Button } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { SUBSCRIPTION_STATUSES } from "@/server/money/subscription/schema";

/** Everybody's contracts, for staff. */
export function SubscriptionsTable() {
  const t = useTranslations("subscription");
  const trpc = useTRPC();
  const mayManage = useCan("subscription.manageAny");
  const [isStarting, setIsStarting] = useState(false);
  const acts = useSubscriptionActs();
  const state = useTableState(useSubscriptionsFilters());
  const { q, plan, status, ending } = state.values;
  const query = useInfiniteQuery(
    trpc.subscription.list.infiniteQueryOptions({ search: q, planId: plan, status, isEndingSoon: ending }, keyset),
  );
  return (
    <>
      <PageHeader
        title={t("title")}
        description={t("description")}
        actions={
          mayManage ? (
            <Button variant="primary" onClick={() => setIsStarting(true)}>
              <Plus aria-hidden />
              {t("start.open")}
            </Button>
          ) : null
        }
      />
      <DataTable
        id="subscriptions"
        label={t("title")}
        columns={useSubscriptionsColumns({ hasCustomers: true })}
        state={state}
        query={query}
        getRowId={(row) => row.id}
        getRowLabel={(row) => `${row.username}: ${row.planName}`}
        detail={{
          title: (id, row) => (row ? `${row.planName} · ${row.username}` : id),
          render: (id) => <SubscriptionSummary key={id} id={id} acts={acts} />,
        }}
        {...(mayManage
          ? { rowActions: (row: SubscriptionListRow) => <SubscriptionMenuItems row={row} acts={acts} /> }
          : {})}
        empty={{ title: t("empty.title"), description: t("empty.hint") }}
      />
      {acts.element}
      {isStarting ? <StartSheet onClose={() => setIsStarting(false)} /> : null}
    </>
  );
}

function useSubscriptionsFilters() {
  const t = useTranslations("subscription");
  const plans = useQuery(useTRPC().plan.list.queryOptions({}));
  return defineFilters({
    q: { kind: "search", placeholder: t("search") },
    status: {
      kind: "options",
      label: t("columns.state"),
      isPrimary: true,
      options: SUBSCRIPTION_STATUSES.map((value) => ({ value, label: t(`states.${value}`) })),
    },
    plan: {
      kind: "options",
      label: t("columns.plan"),
      isPrimary: true,
      isLoading: plans.isPending,
      options: (plans.data ?? []).map(({ id, name }) => ({ value: id, label: name })),
    },
    ending: { kind: "boolean", label: t("filters.ending"), isPrimary: true },
  });
}
