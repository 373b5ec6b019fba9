import { configMigrateJob } from "@/server/configuration/config/migrate-job";
import { sweepConfigs } from "@/server/configuration/config/sweep";
import { documentImportJob, forgetOldImports } from "@/server/configuration/document/import-job";
import { publishDueDrafts } from "@/server/configuration/draft/schedule";
import { seedBuiltInTemplates } from "@/server/configuration/template/built-in/seed";
import type { ServiceContext } from "@/server/kernel/context";
import { env } from "@/server/kernel/env";
import { forgetOldChanges } from "@/server/kernel/state-change";
import { endDueLots } from "@/server/money/credit-lot/end-due";
import { sweepPayments } from "@/server/money/payment/sweep";
import { reconcileNightly } from "@/server/money/reconciliation/service/run";
import { createCodesJob } from "@/server/money/redemption/create-job";
import { sweepSubscriptions } from "@/server/money/subscription/sweep";
import { channelBulkJob } from "@/server/supply/channel/bulk-job";
import { testChannelsOnSchedule } from "@/server/supply/channel-test/scheduled";
import { channelTestJob } from "@/server/supply/channel-test/test-job";
import { logExportJob } from "@/server/usage/export/export-job";
import { sweepExports } from "@/server/usage/export/sweep";
import { rollUpDays } from "@/server/usage/rollup/work";
import { ensurePartitions } from "@/server/usage/storage/partitions";
import { observeHealth } from "./health/service";
import { forgetOldCalls } from "./idempotent-call/forget";
import { startJobRunner } from "./job/runner";
import { remindOfLowBalance } from "./mail/remind-low-balance";
import { forgetOldMail, sendDueMail } from "./mail/send-due";
import { type RecurringWork, startRecurring } from "./recurring";
import { retentionCleanJob } from "./retention/clean-job";
import { cleanUpNightly } from "./retention/nightly";
import { secretRotateJob } from "./secret/rotate-job";

/** Somebody waits for a code in front of the screen. */
const MAIL_EVERY_MS = 2_000;
const PAYMENTS_EVERY_MS = 15_000;
const HEALTH_EVERY_MS = 15_000;
const DRAFTS_EVERY_MS = 5_000;
const MINUTE_MS = 60_000;
const ROLL_UPS_EVERY_MS = 5 * MINUTE_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const JOB_KINDS = [
  configMigrateJob,
  documentImportJob,
  channelTestJob,
  channelBulkJob,
  createCodesJob,
  retentionCleanJob,
  secretRotateJob,
];
/** In a queue of their own: any customer can start one, and staff's work must not wait behind them. */
const CUSTOMER_JOB_KINDS = [logExportJob];

const makePartitions = (ctx: ServiceContext) => ensurePartitions({ url: env.databaseUrl, now: ctx.clock() });

const RECURRING: readonly RecurringWork[] = [
  { name: "health", everyMs: HEALTH_EVERY_MS, firstAfterMs: HEALTH_EVERY_MS, run: observeHealth },
  { name: "clean-up", everyMs: 10 * MINUTE_MS, firstAfterMs: MINUTE_MS, run: cleanUpNightly },
  { name: "built-in templates", everyMs: DAY_MS, firstAfterMs: 1_000, run: seedBuiltInTemplates },
  { name: "configurations", everyMs: MINUTE_MS, firstAfterMs: MINUTE_MS, run: sweepConfigs },
  { name: "partitions", everyMs: DAY_MS, firstAfterMs: 2 * MINUTE_MS, run: makePartitions },
  { name: "credit expiry", everyMs: HOUR_MS, firstAfterMs: MINUTE_MS, run: endDueLots },
  { name: "reconciliation", everyMs: HOUR_MS, firstAfterMs: 5 * MINUTE_MS, run: (ctx) => reconcileNightly(ctx) },
  { name: "scheduled drafts", everyMs: DRAFTS_EVERY_MS, firstAfterMs: DRAFTS_EVERY_MS, run: publishDueDrafts },
  { name: "payments", everyMs: PAYMENTS_EVERY_MS, firstAfterMs: PAYMENTS_EVERY_MS, run: sweepPayments },
  { name: "exports", everyMs: MINUTE_MS, firstAfterMs: MINUTE_MS, run: sweepExports },
  { name: "subscriptions", everyMs: MINUTE_MS, firstAfterMs: MINUTE_MS, run: sweepSubscriptions },
  { name: "mail", everyMs: MAIL_EVERY_MS, firstAfterMs: MAIL_EVERY_MS, run: sendDueMail },
  { name: "low balance", everyMs: MINUTE_MS, firstAfterMs: MINUTE_MS, run: remindOfLowBalance },
  { name: "old mail", everyMs: DAY_MS, firstAfterMs: HOUR_MS, run: forgetOldMail },
  { name: "channel tests", everyMs: MINUTE_MS, firstAfterMs: MINUTE_MS, run: testChannelsOnSchedule },
  { name: "old imports", everyMs: HOUR_MS, firstAfterMs: 3 * MINUTE_MS, run: forgetOldImports },
  { name: "old API answers", everyMs: HOUR_MS, firstAfterMs: 2 * MINUTE_MS, run: forgetOldCalls },
  { name: "old changes", everyMs: 10 * MINUTE_MS, firstAfterMs: 2 * MINUTE_MS, run: forgetOldChanges },
  { name: "roll-ups", everyMs: ROLL_UPS_EVERY_MS, firstAfterMs: PAYMENTS_EVERY_MS, run: rollUpDays },
];

/** Starts what this installation does without being asked: the queue of jobs, and recurring work. Returns what ends it. */
export async function startOperationsWorker(): Promise<() => Promise<void>> {
  const runners = [startJobRunner(JOB_KINDS), startJobRunner(CUSTOMER_JOB_KINDS)];
  const recurring = RECURRING.map(startRecurring);
  return async () => {
    for (const work of recurring) work.stop();
    await Promise.all(runners.map((runner) => runner.stop()));
  };
}
