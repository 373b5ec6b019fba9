import type { ServiceContext } from "@/server/kernel/context";
import type { JobItemStatus, JobKindName } from "./schema";

export type JobTarget = { id: string; label: string };

/** `detail` is for people: a machine reason ("channel.stale_version") that the console words, or somebody else's words. */
export type JobItemResult = { status: JobItemStatus; detail: string };

/** How one kind of job treats one of its records. */
export type JobKind = {
  kind: JobKindName;
  /** Records worked on at once. */
  concurrency: number;
  /**
   * Does the work for one record as the person who started the job. It may run again for a record after a crash, so it
   * must be harmless twice. An error thrown counts as a failure of this record.
   */
  run(ctx: ServiceContext, work: JobWork): Promise<JobItemResult>;
};

export type JobWork = { jobId: string; params: unknown; target: JobTarget; signal: AbortSignal };
