"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import type { Column } from "@/components/data-table/column";
import { Duration, NumberText } from "@/components/ui/numeric";
import { Progress } from "@/components/ui/progress";
import { RecordId } from "@/components/ui/record-id";
import { StatusBadge } from "@/components/ui/status-badge";
import { Time } from "@/components/ui/time";
import { JOB_STATUSES } from "@/server/operations/job/schema";
import { isUnfinished, type Job, progressOf, useJobKindName } from "./job-state";

export function JobStatusBadge({ job }: { job: Job }) {
  const t = useTranslations("job");
  const known = JOB_STATUSES.find((status) => status === job.status);
  if (job.status === "running" && job.cancelRequestedAt) {
    return <StatusBadge status="running">{t("cancelling")}</StatusBadge>;
  }
  const isPartial = job.status === "succeeded" && job.failedCount > 0;
  return (
    <StatusBadge status={isPartial ? "partial" : job.status} isQuiet={job.status === "succeeded" && !isPartial}>
      {isPartial ? t("partly") : known ? t(`status.${known}`) : job.status}
    </StatusBadge>
  );
}

export function useJobsColumns(): Column<Job>[] {
  const t = useTranslations("job.columns");
  const kindName = useJobKindName();
  return [
    {
      id: "kind",
      label: t("kind"),
      cell: (row) => <span className="font-semibold">{kindName(row.kind)}</span>,
      widthPx: 200,
      isGrowing: true,
      isFixed: true,
      card: "title",
    },
    { id: "status", label: t("status"), cell: (row) => <JobStatusBadge job={row} />, widthPx: 150, card: "aside" },
    {
      id: "progress",
      label: t("progress"),
      cell: (row) => {
        const { percent } = progressOf(row, Date.now());
        return isUnfinished(row) ? (
          <Progress value={percent} label={t("progress")} className="w-32" />
        ) : (
          <span className="text-fg-2 tabular-nums">{Math.round(percent)} %</span>
        );
      },
      widthPx: 160,
    },
    { id: "done", label: t("done"), cell: (row) => <NumberText value={row.doneCount} />, align: "right", widthPx: 80 },
    {
      id: "failed",
      label: t("failed"),
      cell: (row) => <NumberText value={row.failedCount} {...(row.failedCount > 0 ? { className: "text-err" } : {})} />,
      align: "right",
      widthPx: 80,
    },
    {
      id: "total",
      label: t("total"),
      cell: (row) => <NumberText value={row.totalCount} />,
      align: "right",
      widthPx: 80,
    },
    {
      id: "actor",
      label: t("actor"),
      cell: (row) =>
        row.actorId ? (
          <Link href={`/users/${row.actorId}`} className="link truncate">
            {row.actorName}
          </Link>
        ) : (
          <span className="truncate text-fg-2">{row.actorName}</span>
        ),
      widthPx: 140,
    },
    { id: "createdAt", label: t("createdAt"), cell: (row) => <Time value={row.createdAt} />, widthPx: 130 },
    {
      id: "duration",
      label: t("duration"),
      cell: (row) => (
        <Duration ms={row.startedAt && row.finishedAt ? row.finishedAt.getTime() - row.startedAt.getTime() : null} />
      ),
      align: "right",
      widthPx: 100,
    },
    { id: "id", label: t("id"), cell: (row) => <RecordId id={row.id} />, widthPx: 170, isHidden: true },
  ];
}
