"use client";

import { useQuery } from "@tanstack/react-query";
import { Scale } from "lucide-react";
import { useTranslations } from "next-intl";
import { QueryState } from "@/components/feedback/query-state";
import { useAction } from "@/components/feedback/use-action";
import { useCan } from "@/components/layout/viewer";
import { useTRPC } from "@/components/trpc/provider";
import { Button } from "@/components/ui/button";
import { PageBody, PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { DifferencesTable } from "./differences-table";
import { RunsList } from "./runs-list";

const RUNNING_MS = 1_500;

/** What the books do not agree on, and when they were last held against each other. */
export function ReconciliationPage() {
  const t = useTranslations("reconciliation");
  const trpc = useTRPC();
  const mayRun = useCan("reconciliation.run");
  const runs = useQuery(
    trpc.reconciliation.runs.queryOptions(undefined, {
      refetchInterval: ({ state }) => (state.data?.runs[0]?.status === "running" ? RUNNING_MS : false),
    }),
  );
  const run = useAction(trpc.reconciliation.run.mutationOptions(), {
    success: t("started"),
    invalidate: [trpc.reconciliation.pathFilter()],
  });
  const last = runs.data?.runs[0];
  return (
    <>
      <PageHeader
        title={t("title")}
        description={t("description")}
        actions={
          mayRun ? (
            <Button
              variant="primary"
              isPending={run.isPending || last?.status === "running"}
              onClick={() => void run.run()}
            >
              <Scale aria-hidden />
              {t("run")}
            </Button>
          ) : null
        }
      />
      <PageBody>
        <Panel title={t("open", { count: runs.data?.openCount ?? 0 })}>
          {/* Differences are read anew when a run has ended. */}
          <DifferencesTable key={last?.finishedAt?.getTime() ?? 0} />
        </Panel>
        <Panel title={t("runs.title")}>
          <QueryState query={runs}>{(data) => <RunsList runs={data.runs} />}</QueryState>
        </Panel>
      </PageBody>
    </>
  );
}
