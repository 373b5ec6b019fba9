"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { QueryState } from "@/components/feedback/query-state";
import { useAction } from "@/components/feedback/use-action";
import { useTRPC } from "@/components/trpc/provider";
import { RadioGroup } from "@/components/ui/radio-group";
import { FUNDING_ORDERS, type FundingOrder } from "@/server/money/subscription/schema";

/** What pays first for one's own requests, the plan or the wallet. In force as it is chosen. */
export function FundingChoice() {
  const t = useTranslations("subscription.funding");
  const trpc = useTRPC();
  const query = useQuery(trpc.subscription.funding.queryOptions({}));
  const save = useAction(trpc.subscription.setFunding.mutationOptions(), {
    success: t("saved"),
    invalidate: [trpc.subscription.pathFilter()],
  });
  return (
    <QueryState query={query}>
      {({ fundingOrder }) => (
        <RadioGroup<FundingOrder>
          aria-label={t("title")}
          value={save.isPending ? undefined : fundingOrder}
          onValueChange={(next) => void save.run({ fundingOrder: next })}
          options={FUNDING_ORDERS.map((value) => ({
            value,
            label: t(`orders.${value}`),
            description: t(`hints.${value}`),
          }))}
        />
      )}
    </QueryState>
  );
}
