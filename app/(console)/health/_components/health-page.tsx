"use client";

import { useQuery } from "@tanstack/react-query";
import { RefreshCw } from "lucide-react";
import { useTranslations } from "next-intl";
import { QueryState } from "@/components/feedback/query-state";
import { useTRPC } from "@/components/trpc/provider";
import { Button } from "@/components/ui/button";
import { PageBody, PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { CheckList } from "./check-list";
import { HealthStats } from "./health-stats";
import { NodesTable } from "./nodes-table";

const REFRESH_MS = 5_000;

/** Whether everything works, and whether what was saved is in force in every process. */
export function HealthPage() {
  const t = useTranslations("health");
  const trpc = useTRPC();
  const health = useQuery(trpc.health.get.queryOptions(undefined, { refetchInterval: REFRESH_MS }));
  return (
    <>
      <PageHeader
        title={t("title")}
        description={t("description")}
        actions={
          <Button onClick={() => void health.refetch()}>
            <RefreshCw aria-hidden />
            {t("refresh")}
          </Button>
        }
      />
      <PageBody>
        <QueryState query={health}>
          {(data) => (
            <>
              <HealthStats health={data} />
              <Panel title={t("checks.title")}>
                <CheckList checks={data.checks} />
              </Panel>
            </>
          )}
        </QueryState>
        <Panel title={t("nodes.title")} description={t("nodes.hint")}>
          <NodesTable query={health} />
        </Panel>
      </PageBody>
    </>
  );
}
