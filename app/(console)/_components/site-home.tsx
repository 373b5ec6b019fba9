"use client";

import { useQuery } from "@tanstack/react-query";
import { useLocale, useTranslations } from "next-intl";
import { hrefOfLogs } from "@/components/domain/log/href-of-logs";
import { QueryState } from "@/components/feedback/query-state";
import { formatNumber } from "@/components/format/number";
import { useViewer } from "@/components/layout/viewer";
import { useTRPC } from "@/components/trpc/provider";
import type { RouterOutputs } from "@/components/trpc/router-types";
import { useQuotaText } from "@/components/ui/money";
import { Duration, NumberText, Percent } from "@/components/ui/numeric";
import { Panel } from "@/components/ui/panel";
import { Quota } from "@/components/ui/quota";
import { Stat, StatList } from "@/components/ui/stat";
import { useTimeZone } from "@/components/ui/time-zone";
import { ERROR_OUTCOMES } from "@/server/usage/activity/schema";
import { Attention } from "./attention";
import { FindCustomer } from "./find-customer";
import { Lead } from "./lead";
import { TopModels } from "./top-models";
import { TrafficChart } from "./traffic-chart";

export type SiteOverview = RouterOutputs["overview"]["site"];

const REFRESH_MS = 30_000;

/** Is anything wrong, and what needs me; for support, first of all the customer who is asking. */
export function SiteHome() {
  const zone = useTimeZone() ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  const query = useQuery(useTRPC().overview.site.queryOptions({ zone }, { refetchInterval: REFRESH_MS }));
  const isSupport = useViewer().role === "support";
  return (
    <div className="flex flex-col gap-8">
      {isSupport ? <FindCustomer isLarge /> : null}
      <QueryState query={query}>{(overview) => <SiteFigures overview={overview} isSupport={isSupport} />}</QueryState>
    </div>
  );
}

function SiteFigures({ overview, isSupport }: { overview: SiteOverview; isSupport: boolean }) {
  const t = useTranslations("home");
  return (
    <div className="flex flex-col gap-8">
      <Figures overview={overview} />
      <div className="grid gap-8 xl:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
        <Panel title={t("site.traffic")} description={t("site.trafficHint")}>
          <TrafficChart label={t("site.traffic")} hours={overview.hours} />
        </Panel>
        <Panel title={t(isSupport ? "site.incidents" : "site.attention")}>
          <Attention overview={overview} />
        </Panel>
        <Panel title={t("site.topModels")}>
          <TopModels models={overview.topModels} />
        </Panel>
        <div className="flex flex-col gap-8">
          {isSupport ? null : <FindCustomer />}
          <Panel title={t("site.inventory")}>
            <dl className="grid grid-cols-2 gap-x-6 gap-y-3 text-sm">
              <Count
                href="/channels"
                label={t("site.channels")}
                value={overview.counts.enabledChannels}
                of={overview.counts.channels}
              />
              <Count href="/models" label={t("site.prices")} value={overview.counts.prices} />
            </dl>
          </Panel>
        </div>
      </div>
    </div>
  );
}

/** How it goes right now; each number leads to what it is made of. */
function Figures({ overview }: { overview: SiteOverview }) {
  const t = useTranslations("home.site");
  const locale = useLocale();
  const money = useQuotaText();
  const { recent, spend } = overview;
  const range = { from: recent.from, to: recent.to };
  const usual = spend.usual === null ? t("noUsual") : t("usual", { amount: money(spend.usual, "cents") });
  return (
    <StatList>
      <Stat label={t("errorRate")} hint={t("recent")}>
        <Lead href={hrefOfLogs({ ...range, outcome: ERROR_OUTCOMES })}>
          <Percent share={recent.requests > 0 ? recent.errors / recent.requests : null} />
        </Lead>
      </Stat>
      <Stat label={t("p95")} hint={t("recent")}>
        <Lead href="/activity?range=24h">
          <Duration ms={recent.p95} />
        </Lead>
      </Stat>
      <Stat label={t("requestsAMinute")} hint={t("recent")}>
        <Lead href={hrefOfLogs(range)}>
          {formatNumber(recent.requestsAMinute, locale, { maximumFractionDigits: recent.requestsAMinute < 10 ? 1 : 0 })}
        </Lead>
      </Stat>
      <Stat label={t("spendToday")} hint={usual}>
        <Lead href="/activity?range=24h&metric=cost">
          <Quota units={spend.quota} />
        </Lead>
      </Stat>
    </StatList>
  );
}

function Count({ href, label, value, of }: { href: string; label: string; value: number; of?: number }) {
  return (
    <div>
      <dt className="text-fg-2 text-xs">{label}</dt>
      <dd className="font-semibold">
        <Lead href={href}>
          <NumberText value={value} />
          {of === undefined ? null : (
            <span className="font-normal text-fg-3">
              {" / "}
              <NumberText value={of} />
            </span>
          )}
        </Lead>
      </dd>
    </div>
  );
}
