"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { DataTable } from "@/components/data-table/data-table";
import { keyset } from "@/components/data-table/list-query";
import { useTableState } from "@/components/data-table/use-table-state";
import { FundingChoice } from "@/components/domain/plan/funding-choice";
import { StartSheet } from "@/components/domain/plan/start-sheet";
import { SubscriptionMenuItems } from "@/components/domain/plan/subscription-buttons";
import { SubscriptionSummary } from "@/components/domain/plan/subscription-summary";
import { useSubscriptionActs } from "@/components/domain/plan/use-subscription-acts";
import { useSubscriptionsColumns } from "@/components/domain/plan/use-subscriptions-columns";
import { useCan } from "@/components/layout/viewer";
import { useTRPC } from "@/components/trpc/provider";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";

/** An account's contracts, and what pays first for its requests. */
export function UserSubscriptions({ userId, isDeleted }: { userId: string; isDeleted: boolean }) {
  const t = useTranslations("subscription");
  const trpc = useTRPC();
  const mayStart = useCan("subscription.manageAny") && !isDeleted;
  const [isStarting, setIsStarting] = useState(false);
  const acts = useSubscriptionActs();
  const state = useTableState({}, { prefix: "subscriptions" });
  const query = useInfiniteQuery(trpc.subscription.list.infiniteQueryOptions({ userId }, keyset));
  return (
    <div className="flex flex-col gap-6">
      <div className="flex flex-col gap-3">
        {mayStart ? (
          <Button size="sm" className="self-end" onClick={() => setIsStarting(true)}>
            <Plus aria-hidden />
            {t("start.open")}
          </Button>
        ) : null}
        <DataTable
          id="user-subscriptions"
          label={t("title")}
          columns={useSubscriptionsColumns({ hasCustomers: false })}
          state={state}
          query={query}
          getRowId={(row) => row.id}
          getRowLabel={(row) => row.planName}
          detail={{
            title: (id, row) => row?.planName ?? id,
            render: (id) => <SubscriptionSummary key={id} id={id} acts={acts} />,
          }}
          rowActions={(row) => <SubscriptionMenuItems row={row} acts={acts} />}
          empty={{ title: t("empty.title"), description: t("empty.hint") }}
          isEmbedded
        />
      </div>
      <Panel title={t("funding.title")} description={t("funding.description")}>
        <FundingChoice userId={userId} />
      </Panel>
      {acts.element}
      {isStarting ? <StartSheet userId={userId} onClose={() => setIsStarting(false)} /> : null}
    </div>
  );
}
