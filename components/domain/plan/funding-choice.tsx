"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { QueryState } from "@/components/feedback/query-state";
import { useAction } from "@/components/feedback/use-action";
import { ReasonDialog } from "@/components/form/reason-dialog";
import { useCan, useViewer } from "@/components/layout/viewer";
import { useTRPC } from "@/components/trpc/provider";
import { RadioGroup } from "@/components/ui/radio-group";
import { FUNDING_ORDERS, type FundingOrder } from "@/server/money/subscription/schema";

/** What pays first for somebody's requests, in force as it is chosen: one's own, or as staff a customer's, with a reason. */
export function FundingChoice({ userId }: { userId?: string }) {
  const t = useTranslations("subscription.funding");
  const trpc = useTRPC();
  const viewer = useViewer();
  const managesAny = useCan("subscription.manageAny");
  const [wanted, setWanted] = useState<FundingOrder | null>(null);
  const isOwn = userId === undefined || userId === viewer.id;
  const query = useQuery(trpc.subscription.funding.queryOptions({ userId }));
  const save = useAction(trpc.subscription.setFunding.mutationOptions(), {
    success: t("saved"),
    invalidate: [trpc.subscription.pathFilter(), trpc.audit.pathFilter()],
  });
  const choose = (fundingOrder: FundingOrder) => {
    if (isOwn) void save.run({ fundingOrder });
    else setWanted(fundingOrder);
  };
  return (
    <>
      <QueryState query={query}>
        {({ fundingOrder }) => (
          <RadioGroup<FundingOrder>
            aria-label={t("title")}
            value={fundingOrder}
            onValueChange={choose}
            options={FUNDING_ORDERS.map((value) => ({
              value,
              label: t(`orders.${value}`),
              description: t(`hints.${value}`),
              isDisabled: !isOwn && !managesAny,
            }))}
          />
        )}
      </QueryState>
      {wanted ? (
        <ReasonDialog
          open
          onOpenChange={(open) => {
            if (!open) setWanted(null);
          }}
          title={t("changeTitle", { order: t(`orders.${wanted}`) })}
          effect={t(`hints.${wanted}`)}
          submitLabel={t("change")}
          onSubmit={(reason) => save.call({ userId, fundingOrder: wanted, reason })}
        />
      ) : null}
    </>
  );
}
