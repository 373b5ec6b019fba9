"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/components/trpc/provider";
import { Stat } from "@/components/ui/stat";
import { Time } from "@/components/ui/time";

/** The plan a customer is on, and until when. */
export function CustomerPlan({ userId }: { userId: string }) {
  const t = useTranslations("desk");
  const query = useQuery(useTRPC().subscription.list.queryOptions({ userId, status: ["active"], limit: 1 }));
  const plan = query.data?.items[0];
  if (!plan) return <Stat label={t("plan")}>{query.isPending ? "…" : <span className="text-fg-3">—</span>}</Stat>;
  return (
    <Stat label={t("plan")} hint={t.rich("planUntil", { time: () => <Time value={plan.periodEndAt} format="date" /> })}>
      <Link href={`/subscriptions?open=${plan.id}`} className="link">
        {plan.planName}
      </Link>
    </Stat>
  );
}
