import { z } from "zod";
import { PageInput } from "@/server/kernel/paging/schema";
import { RowNumberOrNone } from "@/server/kernel/row-number-schema";

export const JOB_STATUSES = ["queued", "running", "succeeded", "failed", "cancelled"] as const;

export const JOB_KINDS = [
  "channel.test",
  "channel.bulk",
  "redemption.create",
  "log.export",
  "retention.clean",
  "config.migrate",
  "document.import",
  "secret.rotate",
] as const;
export type JobKindName = (typeof JOB_KINDS)[number];

export const JOB_ITEM_STATUSES = ["done", "failed", "skipped"] as const;
export type JobItemStatus = (typeof JOB_ITEM_STATUSES)[number];

/** What one job works on, in order. Kept with the job, so that a resumed run means the same records. */
export const JobInput = z.object({
  params: z.unknown(),
  targets: z.array(z.object({ id: z.string().max(191), label: z.string() })),
});
export type JobInput = z.output<typeof JobInput>;

const JobId = z.string().startsWith("job_").max(32);

export const JobIdInput = z.object({ id: JobId });

export const ListJobsInput = PageInput.extend({
  status: z.array(z.enum(JOB_STATUSES)).max(5).optional(),
  kind: z.array(z.enum(JOB_KINDS)).max(10).optional(),
});
export type ListJobsInput = z.output<typeof ListJobsInput>;

export const ListJobItemsInput = z.object({
  jobId: JobId,
  status: z.array(z.enum(JOB_ITEM_STATUSES)).max(3).optional(),
  /** The position of the last item read. */
  cursor: RowNumberOrNone.optional(),
  limit: z.number().int().min(1).max(500).default(100),
});
export type ListJobItemsInput = z.output<typeof ListJobItemsInput>;
