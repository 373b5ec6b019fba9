"use client";

import { useTranslations } from "next-intl";
import type { RouterOutputs } from "@/components/trpc/router-types";
import { JOB_KINDS } from "@/server/operations/job/schema";

export type Job = RouterOutputs["job"]["list"]["items"][number];

export function isUnfinished(job: { status: string }): boolean {
  return job.status === "queued" || job.status === "running";
}

const KIND_KEYS = {
  "channel.test": "channelTest",
  "channel.bulk": "channelBulk",
  "redemption.create": "redemptionCreate",
  "log.export": "logExport",
  "retention.clean": "retentionClean",
  "config.migrate": "configMigrate",
  "document.import": "documentImport",
  "secret.rotate": "secretRotate",
} as const;

/** What a kind of job is called. */
export function useJobKindName(): (kind: string) => string {
  const t = useTranslations("job.kinds");
  return (kind) => {
    const known = JOB_KINDS.find((candidate) => candidate === kind);
    return known ? t(KIND_KEYS[known]) : kind;
  };
}

/** How far a job is, and when it will be done at the pace so far; null where that cannot be said yet. */
export function progressOf(job: Job, now: number): { percent: number; etaMs: number | null } {
  const worked = job.doneCount + job.failedCount;
  const percent = job.totalCount === 0 ? 0 : (worked / job.totalCount) * 100;
  if (job.status !== "running" || worked === 0 || job.startedAt === null) return { percent, etaMs: null };
  const elapsedMs = Math.max(0, now - job.startedAt.getTime());
  return { percent, etaMs: (elapsedMs / worked) * (job.totalCount - worked) };
}
