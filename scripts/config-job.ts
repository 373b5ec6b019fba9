import { setTimeout as sleep } from "node:timers/promises";
import { documentImportJob } from "@/server/configuration/document/import-job";
import type { ServiceContext } from "@/server/kernel/context";
import { startJobRunner } from "@/server/operations/job/runner";
import { getJob, listJobItems } from "@/server/operations/job/service";
import { tell } from "./config-command";

const LOOK_EVERY_MS = 500;
const FAILED_SHOWN_MAX = 500;

type FailedStep = { label: string; detail: string };

/**
 * Works off an import's job here, or looks on while a running installation does, and tells how far it is. Broken off, it is
 * resumed by whoever runs jobs next. Out: the steps that did not go through.
 */
export async function workOff(ctx: ServiceContext, jobId: string): Promise<FailedStep[]> {
  const runner = startJobRunner([documentImportJob], { jobsAtOnce: 1 });
  try {
    await untilFinished(ctx, jobId);
  } finally {
    await runner.stop();
  }
  const { status, error } = await getJob(ctx, { id: jobId });
  const { items } = await listJobItems(ctx, { jobId, status: ["failed"], limit: FAILED_SHOWN_MAX });
  const isWhole = status === "succeeded" || items.length > 0;
  return isWhole ? items : [{ label: jobId, detail: error || status }];
}

async function untilFinished(ctx: ServiceContext, id: string): Promise<void> {
  let told = "";
  for (;;) {
    const { finishedAt, doneCount, failedCount, totalCount } = await getJob(ctx, { id });
    const text = `${doneCount + failedCount} of ${totalCount} steps`;
    if (text !== told) tell(text);
    told = text;
    if (finishedAt !== null) return;
    await sleep(LOOK_EVERY_MS);
  }
}
