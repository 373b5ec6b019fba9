"use client";

import { useQuery } from "@tanstack/react-query";
import { RefreshCw } from "lucide-react";
import { useTranslations } from "next-intl";
import { QueryState } from "@/components/feedback/query-state";
import { useTRPC } from "@/components/trpc/provider";
import { Button } from "@/components/ui/button";
import { PageBody, PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { AdviceList } from "./advice-list";
import { ConnectionsPanel } from "./connections-panel";
import { FilePanel } from "./file-panel";
import { HealthStats } from "./health-stats";
import { IndexFindings } from "./index-findings";
import { SlowQueries } from "./slow-queries";
import { TablesTable } from "./tables-table";

const REFRESH_MS = 30_000;

/** How the database is, and what would do it good. Nothing here changes anything. */
export function DatabasePage() {
  const t = useTranslations("database");
  const trpc = useTRPC();
  const health = useQuery(trpc.database.health.queryOptions(undefined, { refetchInterval: REFRESH_MS }));
  const indexes = useQuery(trpc.database.indexes.queryOptions());
  const refresh = () => {
    void health.refetch();
    void indexes.refetch();
  };
  return (
    <>
      <PageHeader
        title={t("title")}
        description={t("description")}
        actions={
          <Button onClick={refresh} isPending={health.isFetching && !health.isPending}>
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
              {data.advice.length > 0 ? (
                <Panel title={t("advice.title")} description={t("advice.hint")}>
                  <AdviceList advice={data.advice} />
                </Panel>
              ) : null}
            </>
          )}
        </QueryState>
        <Panel title={t("indexes.title")} description={t("indexes.hint")}>
          <QueryState query={indexes}>
            {(data) => <IndexFindings findings={data.findings} indexCount={data.indexCount} />}
          </QueryState>
        </Panel>
        <Panel
          title={t("tables.title")}
          description={health.data?.file?.isSizeEstimated ? t("tables.estimated") : null}
        >
          <TablesTable health={health} />
        </Panel>
        <QueryState query={health}>
          {(data) => (
            <>
              <ConnectionsPanel health={data} />
              {data.file ? <FilePanel file={data.file} /> : null}
            </>
          )}
        </QueryState>
        <Panel title={t("slow.title")} description={t("slow.hint")}>
          <SlowQueries />
        </Panel>
      </PageBody>
    </>
  );
}
