"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { useOutcomeText } from "@/components/domain/channel/outcome-text";
import { QueryState } from "@/components/feedback/query-state";
import { useAction } from "@/components/feedback/use-action";
import { useTRPC } from "@/components/trpc/provider";
import type { RouterOutputs } from "@/components/trpc/router-types";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Progress } from "@/components/ui/progress";

type Job = RouterOutputs["job"]["get"];
/** Null: one that was found running, of which the page knows no more than its job. */
export type StartedImport = { jobId: string; changeId: string | null; count: number | null };

const LIVE_MS = 1_000;
const FAILED_SHOWN_MAX = 100;

/** An import that goes on in the background: how far it is, and what became of it. */
export function ImportJob({ started }: { started: StartedImport }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const query = useQuery({
    ...trpc.job.get.queryOptions({ id: started.jobId }),
    refetchInterval: ({ state }) => (state.data?.finishedAt ? false : LIVE_MS),
  });
  const finishedAt = query.data?.finishedAt ?? null;
  useEffect(() => {
    // Whatever it changed may stand on any page.
    if (finishedAt !== null) void queryClient.invalidateQueries();
  }, [finishedAt, queryClient]);
  return (
    <div className="mt-6 flex max-w-[720px] flex-col gap-3">
      <QueryState query={query}>
        {(job) => (job.finishedAt === null ? <Running job={job} /> : <Outcome job={job} started={started} />)}
      </QueryState>
    </div>
  );
}

/** An import that somebody began before this page was opened: a reload finds it again, and its end stays on the page. */
export function RunningImport() {
  const trpc = useTRPC();
  const [jobId, setJobId] = useState<string | null>(null);
  const { data } = useQuery(
    trpc.job.list.queryOptions({ kind: ["document.import"], status: ["queued", "running"], limit: 1 }),
  );
  const [running] = data?.items ?? [];
  if (running && jobId === null) setJobId(running.id);
  return jobId === null ? null : <ImportJob started={{ jobId, changeId: null, count: null }} />;
}

function Running({ job }: { job: Job }) {
  const t = useTranslations("document.import.job");
  const tJob = useTranslations("job.detail");
  const trpc = useTRPC();
  const cancel = useAction(trpc.job.cancel.mutationOptions(), {
    success: tJob("cancelled"),
    invalidate: [trpc.job.pathFilter()],
  });
  const worked = job.doneCount + job.failedCount;
  return (
    <>
      <div className="flex flex-wrap items-baseline gap-x-3" role="status">
        <span className="font-semibold text-sm">{t("running")}</span>
        <span className="text-fg-2 text-sm tabular-nums">{t("steps", { done: worked, total: job.totalCount })}</span>
        <JobLink id={job.id} />
      </div>
      <Progress value={job.totalCount === 0 ? 0 : (worked / job.totalCount) * 100} label={tJob("progress")} />
      <div>
        <Button
          isPending={cancel.isPending}
          disabled={job.cancelRequestedAt !== null}
          onClick={() => void cancel.run({ id: job.id })}
        >
          {tJob("cancel")}
        </Button>
      </div>
    </>
  );
}

function Outcome({ job, started }: { job: Job; started: StartedImport }) {
  const t = useTranslations("document.import");
  const outcomeText = useOutcomeText();
  if (job.status === "succeeded" && job.failedCount === 0) {
    const { count } = started;
    const title = count === null ? t("job.done") : t("done", { count });
    return <Alert tone="ok" title={title} actions={<ChangeLink started={started} />} />;
  }
  return (
    <Alert
      tone={job.status === "cancelled" ? "warn" : "err"}
      title={job.status === "cancelled" ? t("job.cancelled") : t("job.failed", { count: job.failedCount })}
      actions={<ChangeLink started={started} />}
    >
      <p>{job.error ? outcomeText(job.error) : t("job.partly", { done: job.doneCount, total: job.totalCount })}</p>
      {job.failedCount > 0 ? <FailedSteps jobId={job.id} /> : null}
      <JobLink id={job.id} />
    </Alert>
  );
}

function FailedSteps({ jobId }: { jobId: string }) {
  const outcomeText = useOutcomeText();
  const trpc = useTRPC();
  const query = useQuery(trpc.job.items.queryOptions({ jobId, status: ["failed"], limit: FAILED_SHOWN_MAX }));
  return (
    <ul className="list-inside list-disc">
      {query.data?.items.map(({ position, label, detail }) => (
        <li key={position}>
          {label}: {outcomeText(detail)}
        </li>
      ))}
    </ul>
  );
}

function JobLink({ id }: { id: string }) {
  const t = useTranslations("document.import.job");
  return (
    <Link href={`/jobs?open=${id}`} className="link ml-auto text-xs">
      {t("open")}
    </Link>
  );
}

/** What was changed so far is one change in the history, which can be taken back as one. */
function ChangeLink({ started }: { started: StartedImport }) {
  const t = useTranslations("document.import.job");
  if (started.changeId === null) return null;
  return (
    <Link href={`/history?changeId=${started.changeId}`} className="link text-xs">
      {t("history")}
    </Link>
  );
}
