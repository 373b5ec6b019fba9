"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { QueryState } from "@/components/feedback/query-state";
import { useTRPC } from "@/components/trpc/provider";
import { Panel } from "@/components/ui/panel";
import { Time } from "@/components/ui/time";
import { AllowanceBars } from "./allowance-bars";
import { SubscriptionButtons } from "./subscription-buttons";
import { RenewalFault, WhatThen } from "./subscription-facts";
import type { SubscriptionDetail } from "./subscription-row";
import { SubscriptionState } from "./subscription-state";
import { type SubscriptionActs, useSubscriptionActs } from "./use-subscription-acts";

/** One's own plans that run, with what of their allowances is spent; for the wallet page and the page of plans. */
export function CurrentPlan({ isOnPlansPage }: { isOnPlansPage?: boolean }) {
  const t = useTranslations("subscription");
  const query = useQuery(useTRPC().subscription.mine.queryOptions());
  const acts = useSubscriptionActs();
  return (
    <Panel
      title={t("current.title")}
      actions={
        isOnPlansPage ? null : (
          <Link href="/plans" className="link">
            {t("current.allPlans")}
          </Link>
        )
      }
    >
      <QueryState query={query}>
        {(rows) => {
          const running = rows.filter(({ status }) => status === "active");
          if (running.length === 0) return <p className="text-fg-2">{t("current.none")}</p>;
          return (
            <div className="flex flex-col gap-6">
              {running.map((row) => (
                <RunningPlan key={row.id} row={row} acts={acts} />
              ))}
            </div>
          );
        }}
      </QueryState>
      {acts.element}
    </Panel>
  );
}

function RunningPlan({ row, acts }: { row: SubscriptionDetail; acts: SubscriptionActs }) {
  const t = useTranslations("subscription");
  return (
    <section className="flex flex-col gap-3" aria-label={row.planName}>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h3 className="font-semibold">{row.planName}</h3>
        <SubscriptionState row={row} />
        <span className="text-fg-2">
          {t.rich(row.isQueued ? "current.from" : "current.until", {
            when: () => <Time value={row.isQueued ? row.startedAt : row.periodEndAt} format="date" />,
          })}
          {" · "}
          <WhatThen row={row} />
        </span>
      </div>
      <RenewalFault row={row} isOwn />
      {row.isQueued ? null : <AllowanceBars windows={row.windows} />}
      <SubscriptionButtons row={row} acts={acts} />
    </section>
  );
}
