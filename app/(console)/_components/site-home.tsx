"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { HourBars } from "@/components/chart/hour-bars";
import { QueryState } from "@/components/feedback/query-state";
import { useTRPC } from "@/components/trpc/provider";
import type { RouterOutputs } from "@/components/trpc/router-types";
import { CompactNumber, Duration, NumberText, Percent } from "@/components/ui/numeric";
import { Panel } from "@/components/ui/panel";
import { Quota } from "@/components/ui/quota";
import { Stat, StatList } from "@/components/ui/stat";
import { Attention } from "./attention";
import { FindCustomer } from "./find-customer";
import { TopModels } from "./top-models";

export type SiteOverview = RouterOutputs["overview"]["site"];

const REFRESH_MS = 30_000;

/** Is anything wrong, and what needs me. */
export function SiteHome() {
  const query = useQuery(useTRPC().overview.site.queryOptions(undefined, { refetchInterval: REFRESH_MS }));
  return <QueryState query={query}>{(overview) => <SiteFigures overview={overview} />}</QueryState>;
}

function SiteFigures({ overview }: { overview: SiteOverview }) {
  const t = useTranslations("home");
  const { usage, counts } = overview;
  const averageMs = usage.requests > 0 ? Number(usage.durationMs) / usage.requests : null;
  return (
    <div className="flex flex-col gap-8">
      <StatList>
        <Stat label={t("site.requests")}>
          <CompactNumber value={usage.requests} />
        </Stat>
        <Stat label={t("site.errors")}>
          <Percent share={usage.requests > 0 ? usage.errors / usage.requests : null} />
        </Stat>
        <Stat label={t("site.spend")}>
          <Quota units={usage.quota} />
        </Stat>
        <Stat label={t("site.latency")}>
          <Duration ms={averageMs} />
        </Stat>
      </StatList>
      <div className="grid gap-8 xl:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
        <Panel title={t("site.traffic")} description={t("site.trafficHint")}>
          <HourBars
            label={t("site.traffic")}
            columns={{ hour: t("table.hour"), total: t("table.requests"), failed: t("table.errors") }}
            bars={overview.hours.map((hour) => ({ at: hour.at, total: hour.requests, failed: hour.errors }))}
          />
        </Panel>
        <Panel title={t("site.attention")}>
          <Attention overview={overview} />
        </Panel>
        <Panel title={t("site.topModels")}>
          <TopModels models={overview.topModels} />
        </Panel>
        <div className="flex flex-col gap-8">
          <FindCustomer />
          <Panel title={t("site.inventory")}>
            <dl className="grid grid-cols-2 gap-x-6 gap-y-3 text-sm">
              <Count label={t("site.users")} value={counts.users} />
              <Count label={t("site.tokens")} value={counts.tokens} />
              <Count label={t("site.channels")} value={counts.enabledChannels} of={counts.channels} />
              <Count label={t("site.prices")} value={counts.prices} />
            </dl>
          </Panel>
        </div>
      </div>
    </div>
  );
}

function Count({ label, value, of }: { label: string; value: number; of?: number }) {
  return (
    <div>
      <dt className="text-fg-2 text-xs">{label}</dt>
      <dd className="font-semibold">
        <NumberText value={value} />
        {of === undefined ? null : (
          <span className="font-normal text-fg-3">
            {" / "}
            <NumberText value={of} />
          </span>
        )}
      </dd>
    </div>
  );
}
