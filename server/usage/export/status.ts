import type { ExportStatus } from "./schema";

export type ExportFacts = {
  partCount: number;
  expiresAt: Date;
  removedAt: Date | null;
};

/**
 * What has become of an export. Its parts decide whether it is whole, not its job: failed parts may have been made by a
 * second one. `job` is null when its record has been cleaned away.
 */
export function exportStatus(
  { partCount, expiresAt, removedAt }: ExportFacts,
  { partsDone, job, now }: { partsDone: number; job: { status: string } | null; now: Date },
): ExportStatus {
  if (job?.status === "cancelled") return "cancelled";
  if (removedAt !== null || expiresAt <= now) return "expired";
  if (partsDone === partCount) return "ready";
  if (job?.status === "queued" || job?.status === "running") return job.status;
  return "failed";
}
