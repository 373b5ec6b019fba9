import { setTimeout as sleep } from "node:timers/promises";
import { refreshSettings } from "@/server/configuration/setting/current";
import { getDb } from "@/server/kernel/database/client";
import { newId } from "@/server/kernel/ids";
import { logger } from "@/server/kernel/logger";
import type { JobKind } from "./kind";
import { claimJob, LEASE_MS, type LeaseHolder, releaseLeases, renewLease } from "./lease";
import { closeJob, runJob } from "./run-job";

const POLL_MS = 1_000;
/** A short bulk change need not wait for a test of all channels. */
const JOBS_AT_ONCE = 2;
const HEARTBEATS_A_LEASE = 5;

export type JobRunnerOptions = { pollMs?: number; leaseMs?: number; jobsAtOnce?: number };

export type JobRunner = {
  /** Stops taking jobs, breaks off those that run and gives them back for another runner to resume. */
  stop(): Promise<void>;
};

/** Takes jobs from the queue until it is stopped. Any number of runners, in any number of processes, share one queue. */
export function startJobRunner(kinds: readonly JobKind[], options: JobRunnerOptions = {}): JobRunner {
  const { pollMs = POLL_MS, leaseMs = LEASE_MS, jobsAtOnce = JOBS_AT_ONCE } = options;
  const holder: LeaseHolder = { ownerId: newId("nod"), leaseMs };
  const stopping = new AbortController();
  const loops = Array.from({ length: jobsAtOnce }, () => takeJobs({ kinds, holder, pollMs, stop: stopping.signal }));
  return {
    async stop() {
      stopping.abort();
      await Promise.all(loops);
      await releaseLeases(getDb(), holder);
    },
  };
}

type Loop = { kinds: readonly JobKind[]; holder: LeaseHolder; pollMs: number; stop: AbortSignal };

async function takeJobs(loop: Loop): Promise<void> {
  while (!loop.stop.aborted) {
    const isBusy = await takeOne(loop).catch((error: unknown) => {
      // The database being away, mostly: the job stays claimed until its lease ends, and is resumed.
      logger.error({ err: error }, "a job broke off");
      return false;
    });
    if (!isBusy) await sleep(loop.pollMs, undefined, { signal: loop.stop }).catch(() => undefined);
  }
}

async function takeOne({ kinds, holder, stop }: Loop): Promise<boolean> {
  const db = getDb();
  const jobId = await claimJob(
    db,
    holder,
    kinds.map((kind) => kind.kind),
  );
  if (jobId === null) return false;
  const job = await db.job.findUniqueOrThrow({ where: { id: jobId } });
  const kind = kinds.find((candidate) => candidate.kind === job.kind);
  if (!kind) return false;
  if (job.cancelRequestedAt) {
    await closeJob(holder, job, { status: "cancelled", error: "" });
    return true;
  }
  await refreshSettings(db);
  const lost = new AbortController();
  const heartbeat = keepLease(holder, jobId, lost);
  try {
    await runJob({ job, kind, holder, signal: AbortSignal.any([stop, lost.signal]) });
  } finally {
    heartbeat.end();
  }
  if (lost.signal.reason === "cancelled") await closeJob(holder, job, { status: "cancelled", error: "" });
  return true;
}

/** Renews the lease while the job runs; `lost` fires when the job was cancelled or has become another runner's. */
function keepLease(holder: LeaseHolder, jobId: string, lost: AbortController): { end: () => void } {
  const beat = async () => {
    try {
      await refreshSettings(getDb());
      const state = await renewLease(getDb(), holder, jobId);
      if (state !== "held") lost.abort(state);
    } catch (error) {
      logger.warn({ err: error, jobId }, "a job's lease could not be renewed");
    }
  };
  const timer = setInterval(beat, Math.min(1_000, holder.leaseMs / HEARTBEATS_A_LEASE));
  return { end: () => clearInterval(timer) };
}
