import { getSetting, refreshSettings } from "@/server/configuration/setting/current";
import type { ServiceContext } from "@/server/kernel/context";
import { enqueueJob } from "@/server/operations/job/enqueue";
import { ensureWatermark } from "@/server/usage/rollup/watermark";
import { cleanupWindow } from "./nightly-window";
import { planCleanup, toJob } from "./plan";
import { findRunning } from "./run";
import { isWindowOpen, lastOpening } from "./window";

/**
 * Starts the clean-up of the night, once a night whatever number of workers ask. What it does not get done in the window
 * the next night's goes on with. Out: the job's id; null when it is not time, or there is nothing to do.
 */
export async function cleanUpNightly(ctx: ServiceContext): Promise<string | null> {
  await refreshSettings(ctx.db);
  const window = cleanupWindow();
  const now = ctx.clock();
  if (!getSetting("retention.nightlyEnabled") || !isWindowOpen(window, now)) return null;
  if (!(await isFirstOf(ctx, lastOpening(window, now))) || (await findRunning(ctx)) !== null) return null;
  const { targets, params } = toJob(await planCleanup(ctx, { asOf: now }), { asOf: now, isNightly: true });
  return targets.length === 0 ? null : enqueueJob(ctx, { kind: "retention.clean", targets, params });
}

/** One worker only gets the mark moved to this night. */
async function isFirstOf(ctx: ServiceContext, night: Date): Promise<boolean> {
  await ensureWatermark(ctx.db, "cleanup_night");
  const moved = await ctx.db.watermark.updateMany({
    where: { name: "cleanup_night", at: { lt: night } },
    data: { at: night },
  });
  return moved.count === 1;
}
