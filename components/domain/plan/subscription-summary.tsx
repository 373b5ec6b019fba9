"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { RecordHistory } from "@/components/domain/audit/record-history";
import { QueryState } from "@/components/feedback/query-state";
import { useAction } from "@/components/feedback/use-action";
import { ReasonDialog } from "@/components/form/reason-dialog";
import { useCan } from "@/components/layout/viewer";
import { useTRPC } from "@/components/trpc/provider";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "@/components/ui/tabs";
import { AllowanceBars } from "./allowance-bars";
import { PlanGives } from "./plan-gives";
import { SubscriptionButtons } from "./subscription-buttons";
import { RenewalFault, SubscriptionFacts } from "./subscription-facts";
import type { SubscriptionDetail } from "./subscription-row";
import type { SubscriptionActs } from "./use-subscription-acts";

/** One contract in the side sheet: what of it is spent, what it says, what was done to it. */
export function SubscriptionSummary({ id, acts }: { id: string; acts: SubscriptionActs }) {
  const t = useTranslations("subscription");
  const query = useQuery(useTRPC().subscription.get.queryOptions({ id }));
  return (
    <QueryState query={query}>
      {(row) => (
        <Tabs defaultValue="overview">
          <TabsList>
            <TabsTrigger value="overview">{t("tabs.overview")}</TabsTrigger>
            <TabsTrigger value="history">{t("tabs.history")}</TabsTrigger>
          </TabsList>
          <TabsContent value="overview" className="flex flex-col gap-6">
            <SubscriptionButtons row={row} acts={acts} />
            <RenewalFault row={row} isOwn={false} />
            {row.status === "active" && !row.isQueued ? (
              <Panel title={t("windows.title")}>
                <Allowances row={row} />
              </Panel>
            ) : null}
            <SubscriptionFacts
              row={row}
              customer={
                <Link href={`/users/${row.userId}`} className="link">
                  {row.username}
                </Link>
              }
            />
            <Panel title={t("facts.gives")}>
              <PlanGives terms={row.terms} />
            </Panel>
          </TabsContent>
          <TabsContent value="history">
            <RecordHistory targetKind="subscription" targetId={id} />
          </TabsContent>
        </Tabs>
      )}
    </QueryState>
  );
}

type Kind = SubscriptionDetail["windows"][number]["kind"];

function Allowances({ row }: { row: SubscriptionDetail }) {
  const t = useTranslations("subscription.windows");
  const trpc = useTRPC();
  const mayManage = useCan("subscription.manageAny");
  const [resetting, setResetting] = useState<Kind | null>(null);
  const reset = useAction(trpc.subscription.resetWindow.mutationOptions(), {
    success: t("resetDone"),
    invalidate: [trpc.subscription.pathFilter(), trpc.audit.pathFilter()],
  });
  return (
    <>
      <AllowanceBars
        windows={row.windows}
        {...(mayManage
          ? {
              actionOf: ({ kind, usedQuota }) =>
                usedQuota > 0n ? (
                  <Button size="inline" variant="link" onClick={() => setResetting(kind)}>
                    {t("reset")}
                  </Button>
                ) : null,
            }
          : {})}
      />
      {resetting ? (
        <ReasonDialog
          open
          onOpenChange={(open) => {
            if (!open) setResetting(null);
          }}
          title={t("resetTitle", { window: t(`kinds.${resetting}`) })}
          effect={t("resetEffect")}
          submitLabel={t("reset")}
          onSubmit={(reason) => reset.call({ id: row.id, kind: resetting, reason })}
        />
      ) : null}
    </>
  );
}
