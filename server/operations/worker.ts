import { endDueLots } from "@/server/money/credit-lot/end-due";
import { sweepPayments } from "@/server/money/payment/sweep";
import { reconcileNightly } from "@/server/money/reconciliation/service/run";
import { createCodesJob } from "@/server/money/redemption/create-job";
import { sweepSubscriptions } from "@/server/money/subscription/sweep";
import { channelBulkJob } from "@/server/supply/channel/bulk-job";
import { channelTestJob } from "@/server/supply/channel-test/test-job";
import { startJobRunner } from "./job/runner";
import { type RecurringWork, startRecurring } from "./recurring";
import { sweepOldRows } from "./sweep";

const PAYMENTS_EVERY_MS = 15_000;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const JOB_KINDS = [channelTestJob, channelBulkJob, createCodesJob];

const RECURRING: readonly RecurringWork[] = [
  { name: "sweep", everyMs: DAY_MS, firstAfterMs: MINUTE_MS, run: sweepOldRows },
  { name: "credit expiry", everyMs: HOUR_MS, firstAfterMs: MINUTE_MS, run: endDueLots },
  { name: "reconciliation", everyMs: HOUR_MS, firstAfterMs: 5 * MINUTE_MS, run: (ctx) => reconcileNightly(ctx) },
  { name: "payments", everyMs: PAYMENTS_EVERY_MS, firstAfterMs: PAYMENTS_EVERY_MS, run: sweepPayments },
  { name: "subscriptions", everyMs: MINUTE_MS, firstAfterMs: MINUTE_MS, run: sweepSubscriptions },
];

/** Starts what this installation does without being asked: the queue of jobs, and recurring work. Returns what ends it. */
export async function startOperationsWorker(): Promise<() => Promise<void>> {
  const runner = startJobRunner(JOB_KINDS);
  const recurring = RECURRING.map(startRecurring);
  return async () => {
    for (const work of recurring) work.stop();
    await runner.stop();
  };
}
