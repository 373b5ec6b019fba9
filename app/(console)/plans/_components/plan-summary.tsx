"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { PlanGives } from "@/components/domain/plan/plan-gives";
import { PlanPrice } from "@/components/domain/plan/plan-price";
import { ObjectHistory } from "@/components/domain/revision/object-history";
import { QueryState } from "@/components/feedback/query-state";
import { useTRPC } from "@/components/trpc/provider";
import { Definition, DefinitionList } from "@/components/ui/definition-list";
import { Quota } from "@/components/ui/quota";
import { RecordId } from "@/components/ui/record-id";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "@/components/ui/tabs";
import { Time } from "@/components/ui/time";
import type { PlanRow } from "./plan-row";
import { type PlanActs, PlanButtons } from "./use-plan-acts";
import { PlanState } from "./use-plans-columns";

const TABS = ["overview", "versions", "history"] as const;

/** One plan in the side sheet: what it is now, what it was, who changed it. */
export function PlanSummary({ id, acts }: { id: string; acts: PlanActs }) {
  const t = useTranslations("plan.tabs");
  const query = useQuery(useTRPC().plan.get.queryOptions({ id }));
  return (
    <QueryState query={query}>
      {(plan) => (
        <Tabs defaultValue="overview">
          <TabsList>
            {TABS.map((name) => (
              <TabsTrigger key={name} value={name}>
                {t(name)}
              </TabsTrigger>
            ))}
          </TabsList>
          <TabsContent value="overview" className="flex flex-col gap-5">
            <PlanButtons plan={plan} acts={acts} />
            <PlanFacts plan={plan} />
          </TabsContent>
          <TabsContent value="versions">
            <Versions plan={plan} />
          </TabsContent>
          <TabsContent value="history">
            <ObjectHistory kind="plan" objectId={id} />
          </TabsContent>
        </Tabs>
      )}
    </QueryState>
  );
}

function PlanFacts({ plan }: { plan: PlanRow }) {
  const t = useTranslations("plan");
  const { current } = plan;
  return (
    <DefinitionList>
      <Definition term={t("columns.offered")}>
        <PlanState plan={plan} />
      </Definition>
      <Definition term={t("columns.price")}>{current ? <PlanPrice price={current.terms} /> : null}</Definition>
      <Definition term={t("facts.walletPrice")}>
        {current && current.walletPrice !== null ? <Quota units={current.walletPrice} /> : t("facts.noRate")}
      </Definition>
      <Definition term={t("facts.gives")}>{current ? <PlanGives terms={current.terms} /> : null}</Definition>
      <Definition term={t("columns.description")}>{plan.description || "—"}</Definition>
      <Definition term={t("columns.subscribers")}>
        <Link href={`/subscriptions?plan=${plan.id}&status=active`} className="link">
          {t("facts.subscribers", { count: plan.subscriberCount })}
        </Link>
      </Definition>
      <Definition term={t("facts.id")}>
        <RecordId id={plan.id} />
      </Definition>
      {plan.restorableUntil ? (
        <Definition term={t("facts.restorableUntil")}>
          <Time value={plan.restorableUntil} format="absolute" />
        </Definition>
      ) : null}
    </DefinitionList>
  );
}

function Versions({ plan }: { plan: PlanRow }) {
  const t = useTranslations("plan.versions");
  return (
    <ol className="flex flex-col gap-5">
      {plan.versions.map((version) => (
        <li key={version.id} className="flex flex-col gap-2 border-border border-b pb-4 last:border-0">
          <div className="flex flex-wrap items-baseline gap-x-3">
            <span className="font-semibold">
              v{version.number}
              {version.isCurrent ? <span className="font-normal text-fg-2"> · {t("current")}</span> : null}
            </span>
            <PlanPrice price={version.terms} />
            <span className="text-fg-2">{t("subscribers", { count: version.subscriberCount })}</span>
            <Time value={version.createdAt} format="exact" className="ml-auto text-fg-2 text-xs" />
          </div>
          <PlanGives terms={version.terms} />
        </li>
      ))}
    </ol>
  );
}
