"use client";

import { useQuery } from "@tanstack/react-query";
import { useLocale, useTranslations } from "next-intl";
import { TimeSeries } from "@/components/chart/time-series";
import { QueryState } from "@/components/feedback/query-state";
import { formatNumber } from "@/components/format/number";
import { useTRPC } from "@/components/trpc/provider";
import type { RouterOutputs } from "@/components/trpc/router-types";
import { CompactNumber, NumberText } from "@/components/ui/numeric";
import { Panel } from "@/components/ui/panel";
import { PlainCell, PlainRow, PlainTable } from "@/components/ui/plain-table";
import { Quota } from "@/components/ui/quota";
import { Stat, StatList } from "@/components/ui/stat";

type Usage = RouterOutputs["ownProvider"]["usage"];
const DAYS = 30;
const DAY_MS = 86_400_000;

/** What one of one's own providers did in the last 30 days. */
export function ProviderUsage({ name }: { name: string }) {
  const t = useTranslations("ownProvider.detail");
  const query = useQuery(useTRPC().ownProvider.usage.queryOptions({ name, days: DAYS }));
  return (
    <Panel title={t("usage")}>
      <QueryState query={query}>
        {(usage) =>
          usage.total.requests === 0 ? <p className="text-fg-2">{t("unused")}</p> : <Figures usage={usage} />
        }
      </QueryState>
    </Panel>
  );
}

function Figures({ usage }: { usage: Usage }) {
  const t = useTranslations("ownProvider.detail");
  const locale = useLocale();
  const { total, days, models } = usage;
  const last = days.at(-1);
  return (
    <div className="flex flex-col gap-4">
      <StatList>
        <Stat label={t("requests")}>
          <NumberText value={total.requests} />
        </Stat>
        <Stat label={t("errors")}>
          <NumberText value={total.errors} />
        </Stat>
        <Stat label={t("promptTokens")}>
          <CompactNumber value={total.promptTokens} />
        </Stat>
        <Stat label={t("completionTokens")}>
          <CompactNumber value={total.completionTokens} />
        </Stat>
        <Stat label={t("fees")}>
          <Quota units={total.quota} />
        </Stat>
      </StatList>
      <TimeSeries
        label={t("chart")}
        kind="bars"
        unit="utcDay"
        heightPx={160}
        buckets={days.map(({ day }) => ({
          from: day,
          to: new Date(day.getTime() + DAY_MS),
          isUnfinished: day === last?.day,
        }))}
        series={[
          { key: "served", label: t("served"), colour: "c1", values: days.map((one) => one.requests - one.errors) },
          { key: "failed", label: t("failed"), colour: "err", values: days.map((one) => one.errors) },
        ]}
        format={(value) => formatNumber(value, locale)}
      />
      <Models models={models} />
    </div>
  );
}

function Models({ models }: { models: Usage["models"] }) {
  const t = useTranslations("ownProvider.detail");
  const head = [
    { label: t("models") },
    { label: t("requests"), isNumeric: true },
    { label: t("promptTokens"), isNumeric: true },
    { label: t("completionTokens"), isNumeric: true },
  ];
  return (
    <PlainTable head={head}>
      {models.map((one) => (
        <PlainRow key={one.model} name={<span className="font-mono text-xs">{one.model}</span>}>
          <PlainCell isNumeric>
            <NumberText value={one.requests} />
          </PlainCell>
          <PlainCell isNumeric>
            <CompactNumber value={one.promptTokens} />
          </PlainCell>
          <PlainCell isNumeric>
            <CompactNumber value={one.completionTokens} />
          </PlainCell>
        </PlainRow>
      ))}
    </PlainTable>
  );
}
