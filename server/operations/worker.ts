import { channelBulkJob } from "@/server/supply/channel/bulk-job";
import { channelTestJob } from "@/server/supply/channel-test/test-job";
import { startJobRunner } from "./job/runner";
import { startDailySweep } from "./sweep";

const JOB_KINDS = [channelTestJob, channelBulkJob];

/** Starts what this installation does without being asked: the queue of jobs, and the daily sweep. Returns what ends it. */
export async function startOperationsWorker(): Promise<() => Promise<void>> {
  const runner = startJobRunner(JOB_KINDS);
  const sweep = startDailySweep();
  return async () => {
    sweep.stop();
    await runner.stop();
  };
}
