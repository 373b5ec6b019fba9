"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { RecordHistory } from "@/components/domain/audit/record-history";
import { useOutcomeText } from "@/components/domain/channel/outcome-text";
import { JobExport } from "@/components/domain/export/job-export";
import { QueryState } from "@/components/feedback/query-state";
import { useAction } from "@/components/feedback/use-action";
import { useNow } from "@/components/hooks/use-now";
import { useCan } from "@/components/layout/viewer";
import { useTRPC } from "@/components/trpc/provider";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Definition, DefinitionList } from "@/components/ui/definition-list";
import { Duration } from "@/components/ui/numeric";
import { Progress } from "@/components/ui/progress";
import { RecordId } from "@/components/ui/record-id";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "@/components/ui/tabs";
import { Time } from "@/components/ui/time";
import { JobReport } from "./job-report";
import { isUnfinished, type Job, progressOf } from "./job-state";
import { JobStatusBadge } from "./jobs-columns";

const LIVE_MS = 1_000;

/** One job beside the list: how far it is, when it will be done, and what became of each record. */
export function JobDetail({ id, onOpen }: { id: string; onOpen: (id: string) => void }) {
  const t = useTranslations("job.detail");
  const query = useQuery({
    ...useTRPC().job.get.queryOptions({ id }),
    refetchInterval: ({ state }) => (state.data && !isUnfinished(state.data) ? false : LIVE_MS),
  });
  return (
    <QueryState query={query}>
      {(job) => (
        <div className="flex flex-col gap-5">
          <JobProgress job={job} />
          <JobActions job={job} onOpen={onOpen} />
          {job.kind === "log.export" ? <JobExport jobId={job.id} /> : null}
          <JobFacts job={job} />
          <Tabs defaultValue="report">
            <TabsList>
              <TabsTrigger value="report">{t("report")}</TabsTrigger>
              <TabsTrigger value="history">{t("history")}</TabsTrigger>
            </TabsList>
            <TabsContent value="report">
              <JobReport job={job} />
            </TabsContent>
            <TabsContent value="history">
              <RecordHistory targetKind="job" targetId={job.id} />
            </TabsContent>
          </Tabs>
        </div>
      )}
    </QueryState>
  );
}

function JobProgress({ job }: { job: Job }) {
  const t = useTranslations("job.detail");
  const outcomeText = useOutcomeText();
  const now = useNow();
  const { percent, etaMs } = progressOf(job, now);
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <JobStatusBadge job={job} />
        <span className="text-fg-2 text-sm tabular-nums">
          {t("counts", { done: job.doneCount, failed: job.failedCount, total: job.totalCount })}
        </span>
        {etaMs === null ? null : (
          <span className="ml-auto text-fg-2 text-xs">
            {t("eta")} <Duration ms={etaMs} />
          </span>
        )}
      </div>
      <Progress value={percent} label={t("progress")} tone={job.status === "failed" ? "err" : "accent"} />
      {job.error ? <Alert tone="err" title={outcomeText(job.error)} /> : null}
    </div>
  );
}

function JobActions({ job, onOpen }: { job: Job; onOpen: (id: string) => void }) {
  const t = useTranslations("job.detail");
  const trpc = useTRPC();
  const invalidate = [trpc.job.pathFilter()];
  const cancel = useAction(trpc.job.cancel.mutationOptions(), { success: t("cancelled"), invalidate });
  const retry = useAction(trpc.job.retryFailed.mutationOptions(), {
    success: t("retried"),
    invalidate,
    onSuccess: ({ id }) => onOpen(id),
  });
  if (!useCan("job.cancel")) return null;
  if (isUnfinished(job)) {
    return (
      <div>
        <Button
          isPending={cancel.isPending}
          disabled={job.cancelRequestedAt !== null}
          onClick={() => void cancel.run({ id: job.id })}
        >
          {t("cancel")}
        </Button>
      </div>
    );
  }
  if (job.failedCount === 0) return null;
  return (
    <div>
      <Button isPending={retry.isPending} onClick={() => void retry.run({ id: job.id })}>
        {t("retry", { count: job.failedCount })}
      </Button>
    </div>
  );
}

function JobFacts({ job }: { job: Job }) {
  const t = useTranslations("job.columns");
  return (
    <DefinitionList>
      <Definition term={t("actor")}>{job.actorName}</Definition>
      <Definition term={t("createdAt")}>
        <Time value={job.createdAt} format="absolute" />
      </Definition>
      <Definition term={t("finishedAt")}>
        <Time value={job.finishedAt} format="absolute" />
      </Definition>
      <Definition term={t("id")}>
        <RecordId id={job.id} isFull />
      </Definition>
    </DefinitionList>
  );
}
