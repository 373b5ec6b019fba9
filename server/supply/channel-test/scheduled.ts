import { getSetting, refreshSettings } from "@/server/configuration/setting/current";
import type { ServiceContext } from "@/server/kernel/context";
import { enqueueJob } from "@/server/operations/job/enqueue";
import { ensureWatermark } from "@/server/usage/rollup/watermark";

const MS_PER_MINUTE = 60_000;
const CHANNELS_MAX = 5_000;
const MARK = "channel_tests";

/**
 * Starts a test of all channels when the last one was long enough ago, once whatever number of workers ask. What a person
 * switched off is not tested, and customers' own providers are theirs to test. Out: the job's id; null when it is not time,
 * the last job still runs, or there is nothing to test.
 */
export async function testChannelsOnSchedule(ctx: ServiceContext): Promise<string | null> {
  await refreshSettings(ctx.db);
  const everyMinutes = getSetting("supply.autoTestMinutes");
  if (everyMinutes === 0 || (await isRunning(ctx)) || !(await isFirstToAsk(ctx, everyMinutes))) return null;
  const statuses = getSetting("supply.autoTestScope") === "all" ? ["enabled", "auto_disabled"] : ["auto_disabled"];
  const channels = await ctx.db.channel.findMany({
    where: { deletedAt: null, ownerId: null, status: { in: statuses } },
    select: { id: true, name: true },
    orderBy: { id: "asc" },
    take: CHANNELS_MAX,
  });
  if (channels.length === 0) return null;
  const targets = channels.map(({ id, name }) => ({ id, label: name }));
  return enqueueJob(ctx, { kind: "channel.test", params: { isStream: false }, targets });
}

/** One worker only gets the mark moved. */
async function isFirstToAsk(ctx: ServiceContext, everyMinutes: number): Promise<boolean> {
  await ensureWatermark(ctx.db, MARK);
  const now = ctx.clock();
  const due = new Date(now.getTime() - everyMinutes * MS_PER_MINUTE);
  const { count } = await ctx.db.watermark.updateMany({ where: { name: MARK, at: { lte: due } }, data: { at: now } });
  return count === 1;
}

/** A slow upstream must not pile up tests of itself; a person's job is no reason to wait. */
async function isRunning(ctx: ServiceContext): Promise<boolean> {
  const where = { kind: "channel.test", actorId: null, status: { in: ["queued", "running"] } };
  return (await ctx.db.job.count({ where })) > 0;
}
