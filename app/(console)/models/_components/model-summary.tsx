"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { hrefOfLogs } from "@/components/domain/log/href-of-logs";
import { CostCalculator } from "@/components/domain/price/cost-calculator";
import { PriceAmount } from "@/components/domain/price/price-amount";
import { ObjectHistory } from "@/components/domain/revision/object-history";
import { QueryState } from "@/components/feedback/query-state";
import { useCan } from "@/components/layout/viewer";
import { useTRPC } from "@/components/trpc/provider";
import { BadgeList } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Definition, DefinitionList } from "@/components/ui/definition-list";
import { NumberText } from "@/components/ui/numeric";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "@/components/ui/tabs";
import { Time } from "@/components/ui/time";
import { SPECIAL_PRICE_FIELDS } from "@/server/supply/price/special-price-schema";
import type { ModelRow } from "./model-row";
import { ModelState } from "./model-state";

/** One model in the side sheet: its price, what a request costs in each group, its history. */
export function ModelSummary({ model, onEdit }: { model: string; onEdit: (row: ModelRow) => void }) {
  const t = useTranslations("price");
  const mayManage = useCan("price.manage");
  const query = useQuery(useTRPC().price.get.queryOptions({ model }));
  return (
    <QueryState query={query}>
      {(row) => (
        <Tabs defaultValue="overview" key={model}>
          <TabsList>
            <TabsTrigger value="overview">{t("tabs.overview")}</TabsTrigger>
            <TabsTrigger value="history">{t("tabs.history")}</TabsTrigger>
          </TabsList>
          <TabsContent value="overview">
            <div className="flex flex-col gap-5">
              <div className="flex flex-wrap gap-2">
                {mayManage ? (
                  <Button size="sm" onClick={() => onEdit(row)}>
                    {row.price ? t("edit") : t("set")}
                  </Button>
                ) : null}
                <Button size="sm" variant="ghost" asChild>
                  <Link href={hrefOfLogs({ model, last: "30d" })}>{t("logs")}</Link>
                </Button>
              </div>
              <ModelFacts row={row} />
              {row.price ? <CostCalculator model={model} /> : null}
            </div>
          </TabsContent>
          <TabsContent value="history">
            <ObjectHistory kind="price" objectId={model} />
          </TabsContent>
        </Tabs>
      )}
    </QueryState>
  );
}

function ModelFacts({ row }: { row: ModelRow }) {
  const t = useTranslations("price");
  const { price } = row;
  return (
    <DefinitionList>
      <Definition term={t("columns.state")}>
        <ModelState model={row} />
        {row.state === "ready" ? null : <p className="text-fg-2 text-xs">{t(`stateHints.${row.state}`)}</p>}
      </Definition>
      {price?.mode === "token" ? (
        <>
          <Definition term={t("form.input")}>
            <PriceAmount value={price.inputPrice} />
          </Definition>
          <Definition term={t("form.cached")}>
            {price.cachedInputPrice === null ? t("asInput") : <PriceAmount value={price.cachedInputPrice} />}
          </Definition>
          <Definition term={t("form.output")}>
            <PriceAmount value={price.outputPrice} />
          </Definition>
          {SPECIAL_PRICE_FIELDS.map((field) =>
            price[field] === null ? null : (
              <Definition key={field} term={t(`form.${field}`)}>
                <PriceAmount value={price[field]} />
              </Definition>
            ),
          )}
        </>
      ) : null}
      {price?.mode === "call" ? (
        <Definition term={t("form.call")}>
          <PriceAmount value={price.callPrice} />
        </Definition>
      ) : null}
      <Definition term={t("columns.channels")}>
        {row.channelCount > 0 ? (
          <Link href={`/channels?model=${encodeURIComponent(row.model)}`} className="link">
            <NumberText value={row.channelCount} />
          </Link>
        ) : (
          <NumberText value={0} />
        )}
      </Definition>
      <Definition term={t("columns.groups")}>
        {row.groups.length > 0 ? <BadgeList items={row.groups} max={12} /> : "—"}
      </Definition>
      {row.refusedCount > 0 ? (
        <Definition term={t("refused")}>
          <NumberText value={row.refusedCount} />
        </Definition>
      ) : null}
      <Definition term={t("columns.updated")}>
        <Time value={row.updatedAt} format="absolute" />
      </Definition>
    </DefinitionList>
  );
}
