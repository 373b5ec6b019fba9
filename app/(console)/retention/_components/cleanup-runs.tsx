"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { QueryState } from "@/components/feedback/query-state";
import { formatBytes, formatNumber } from "@/components/format/number";
import { useTRPC } from "@/components/trpc/provider";
import type { RouterOutputs } from "@/components/trpc/router-types";
import { PlainCell, PlainRow, PlainTable } from "@/components/ui/plain-table";
import { StatusBadge } from "@/components/ui/status-badge";
import { Time } from "@/components/ui/time";
import { JOB_STATUSES } from "@/server/operations/job/schema";

type Run = RouterOutputs["retention"]["runs"][number];
const RUNNING_MS = 2_000;
const isRunning = (run: Run) => run.status === "queued" || run.status === "running";

/** The last clean-ups and what each removed. */
export function CleanupRuns() {
  const t = useTranslations("retention.runs");
  const query = useQuery(
    useTRPC().retention.runs.queryOptions(undefined, {
      refetchInterval: ({ state }) => (state.data?.some(isRunning) ? RUNNING_MS : false),
    }),
  );
  return (
    <QueryState query={query}>
      {(runs) =>
        runs.length === 0 ? (
          <p className="text-fg-2">{t("none")}</p>
        ) : (
          <PlainTable
            head={[{ label: t("startedAt") }, { label: t("result") }, { label: t("freed") }, { label: t("by") }]}
          >
            {runs.map((run) => (
              <PlainRow key={run.id} name={<Time value={run.createdAt} format="exact" />}>
                <PlainCell>
                  <RunResult run={run} />
                </PlainCell>
                <PlainCell>
                  <Freed run={run} />
                </PlainCell>
                <PlainCell>{run.actorId === null ? t("night") : run.actorName}</PlainCell>
              </PlainRow>
            ))}
          </PlainTable>
        )
      }
    </QueryState>
  );
}

function RunResult({ run }: { run: Run }) {
  const t = useTranslations("retention.runs");
  const status = useTranslations("job.status");
  const known = JOB_STATUSES.find((candidate) => candidate === run.status);
  return (
    <span className="flex flex-wrap items-center gap-x-2">
      <StatusBadge
        status={run.failedCount > 0 ? "partial" : run.status}
        isQuiet={run.status === "succeeded" && run.failedCount === 0}
      >
        {known ? status(known) : run.status}
      </StatusBadge>
      {run.skippedCount > 0 ? (
        <span className="text-fg-2 text-xs">{t("skipped", { count: run.skippedCount })}</span>
      ) : null}
      <Link href={`/jobs?open=${run.id}`} className="link text-xs">
        {t("open")}
      </Link>
    </span>
  );
}

function Freed({ run }: { run: Run }) {
  const t = useTranslations("retention");
  const locale = useLocale();
  if (run.freed.length === 0) return <span className="text-fg-2">{t("runs.nothing")}</span>;
  return (
    <ul className="tabular-nums">
      {run.freed.map(({ name, rows, bytes }) => (
        <li key={name}>
          {t("runs.freedLine", {
            name: t(`classes.${name}.label`),
            rows: formatNumber(rows, locale),
            size: formatBytes(bytes),
          })}
        </li>
      ))}
    </ul>
  );
}
