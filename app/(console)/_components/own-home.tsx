"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { hrefOfLogs } from "@/components/domain/log/href-of-logs";
import { QueryState } from "@/components/feedback/query-state";
import { useOrigin } from "@/components/hooks/use-origin";
import { useTRPC } from "@/components/trpc/provider";
import type { RouterOutputs } from "@/components/trpc/router-types";
import { Button } from "@/components/ui/button";
import { CodeBlock } from "@/components/ui/code-block";
import { useQuotaText } from "@/components/ui/money";
import { CompactNumber } from "@/components/ui/numeric";
import { Panel } from "@/components/ui/panel";
import { Quota } from "@/components/ui/quota";
import { Stat, StatList } from "@/components/ui/stat";
import { Lead } from "./lead";
import { TopModels } from "./top-models";
import { TrafficChart } from "./traffic-chart";

type OwnOverview = RouterOutputs["overview"]["own"];

const REFRESH_MS = 30_000;

/** Balance, use and the first request, within a minute. */
export function OwnHome() {
  const query = useQuery(useTRPC().overview.own.queryOptions(undefined, { refetchInterval: REFRESH_MS }));
  return <QueryState query={query}>{(overview) => <OwnFigures overview={overview} />}</QueryState>;
}

function OwnFigures({ overview }: { overview: OwnOverview }) {
  const t = useTranslations("home");
  const money = useQuotaText();
  const { held, daysLeft } = overview;
  const hint =
    held > 0n
      ? t("own.held", { amount: money(held, "auto") })
      : daysLeft === null
        ? t("own.noBurn")
        : t("own.daysLeft", { days: daysLeft });
  return (
    <div className="flex flex-col gap-8">
      <StatList>
        <Stat label={t("own.balance")} hint={hint}>
          <Lead href="/wallet">
            <Quota units={overview.balance} />
          </Lead>
        </Stat>
        <Stat label={t("own.spentToday")}>
          <Lead href="/activity?range=24h">
            <Quota units={overview.today.quota} />
          </Lead>
        </Stat>
        <Stat label={t("own.requestsToday")}>
          <Lead href={hrefOfLogs({ last: "24h" })}>
            <CompactNumber value={overview.today.requests} />
          </Lead>
        </Stat>
        <Stat label={t("own.spentWeek")}>
          <Lead href="/activity?range=7d">
            <Quota units={overview.week.quota} />
          </Lead>
        </Stat>
      </StatList>
      <div className="grid gap-8 xl:grid-cols-2">
        <Panel title={t("own.traffic")}>
          <TrafficChart label={t("own.traffic")} hours={overview.hours} />
        </Panel>
        <Panel title={t("own.topModels")}>
          <TopModels models={overview.topModels} />
        </Panel>
      </div>
      <QuickStart overview={overview} />
    </div>
  );
}

function QuickStart({ overview }: { overview: OwnOverview }) {
  const t = useTranslations("home.own");
  const origin = useOrigin();
  const model = overview.topModels[0]?.model ?? "gpt-4o-mini";
  const curl = [
    `curl ${origin}/v1/chat/completions \\`,
    '  -H "Authorization: Bearer $API_KEY" \\',
    '  -H "Content-Type: application/json" \\',
    `  -d '{"model": "${model}", "messages": [{"role": "user", "content": "Hello"}]}'`,
  ].join("\n");
  return (
    <Panel
      title={t("quickstart")}
      description={t("quickstartHint")}
      actions={
        <Button variant={overview.tokenCount === 0 ? "primary" : "secondary"} asChild>
          <Link href={overview.tokenCount === 0 ? "/tokens?create=1" : "/tokens"}>
            {overview.tokenCount === 0 ? t("createToken") : t("manageTokens")}
          </Link>
        </Button>
      }
    >
      <div className="flex max-w-3xl flex-col gap-3">
        <CodeBlock title={t("baseUrl")} code={`${origin}/v1`} />
        <CodeBlock title="curl" code={curl} />
      </div>
    </Panel>
  );
}
