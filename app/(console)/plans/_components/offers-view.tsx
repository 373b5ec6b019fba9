"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { CurrentPlan } from "@/components/domain/plan/current-plan";
import { FundingChoice } from "@/components/domain/plan/funding-choice";
import { PlanGives } from "@/components/domain/plan/plan-gives";
import { PlanPrice } from "@/components/domain/plan/plan-price";
import type { PlanOffer } from "@/components/domain/plan/subscription-row";
import { QueryState } from "@/components/feedback/query-state";
import { useTRPC } from "@/components/trpc/provider";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageBody, PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { StatusBadge } from "@/components/ui/status-badge";
import { SubscribeDialog } from "./subscribe-dialog";

/** What customers see: their own plan, what else is offered, and what pays first. */
export function OffersView({ actions }: { actions?: ReactNode }) {
  const t = useTranslations("plan");
  const tFunding = useTranslations("subscription.funding");
  const query = useQuery(useTRPC().plan.offers.queryOptions());
  const [chosen, setChosen] = useState<PlanOffer | null>(null);
  return (
    <>
      <PageHeader title={t("title")} description={t("offers.description")} actions={actions} />
      <PageBody>
        <CurrentPlan isOnPlansPage />
        <Panel title={t("offers.title")}>
          <QueryState query={query}>
            {(offers) =>
              offers.length === 0 ? (
                <EmptyState kind="none" title={t("offers.empty.title")} description={t("offers.empty.hint")} />
              ) : (
                <ul className="grid gap-4 sm:grid-cols-2 xl:grid-cols-3">
                  {offers.map((offer) => (
                    <OfferCard key={offer.planVersionId} offer={offer} onChoose={() => setChosen(offer)} />
                  ))}
                </ul>
              )
            }
          </QueryState>
        </Panel>
        <Panel title={tFunding("title")} description={tFunding("description")}>
          <FundingChoice />
        </Panel>
      </PageBody>
      {chosen ? <SubscribeDialog offer={chosen} onClose={() => setChosen(null)} /> : null}
    </>
  );
}

function OfferCard({ offer, onChoose }: { offer: PlanOffer; onChoose: () => void }) {
  const t = useTranslations("plan.offers");
  const isOwn = offer.ownSubscriptionId !== null;
  return (
    <li className="flex min-w-0 flex-col gap-4 rounded-lg border border-border p-4">
      <div className="flex flex-col gap-1">
        <div className="flex flex-wrap items-center justify-between gap-2">
          <h3 className="wrap-anywhere font-semibold text-base">{offer.name}</h3>
          {isOwn ? <StatusBadge status="active">{t("yours")}</StatusBadge> : null}
        </div>
        <PlanPrice price={offer.terms} className="font-semibold text-xl" />
        {offer.description ? <p className="text-fg-2">{offer.description}</p> : null}
      </div>
      <div className="flex-1">
        <PlanGives terms={offer.terms} />
      </div>
      {isOwn ? (
        <p className="text-fg-2 text-xs">{t("yoursHint")}</p>
      ) : (
        <Button className="self-start" onClick={onChoose} aria-label={t("subscribeTo", { plan: offer.name })}>
          {t("subscribe")}
        </Button>
      )}
    </li>
  );
}
