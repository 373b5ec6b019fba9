import { getSetting } from "@/server/configuration/setting/current";
import type { ServiceContext } from "@/server/kernel/context";
import { readWatermark } from "@/server/usage/rollup/watermark";
import { CLASSES, type RetentionClass } from "./classes";
import type { RetentionClassName } from "./schema";

const DAY_MS = 86_400_000;

/** Before which instant rows of a class go; null: they stay. Always a UTC midnight, so that no hour goes by halves. */
export type Cutoffs = Record<RetentionClassName, Date | null>;

/** The start of the UTC day an instant lies in. */
export function dayStart(at: Date): Date {
  return new Date(Math.floor(at.getTime() / DAY_MS) * DAY_MS);
}

/** The days that a class is kept; 0 is for ever. */
export function daysKept({ setting }: Pick<RetentionClass, "setting">): number {
  return Number(getSetting(setting));
}

/** What may go on the day of `asOf`, by the settings in force, and by what has to outlive what. */
export async function readCutoffs(ctx: ServiceContext, asOf: Date): Promise<Cutoffs> {
  const today = dayStart(asOf).getTime();
  const own = Object.fromEntries(
    CLASSES.map((retentionClass) => {
      const days = daysKept(retentionClass);
      return [retentionClass.name, days === 0 ? null : new Date(today - days * DAY_MS)];
    }),
  ) as Cutoffs;
  const logs = earlier(own.logs, await oldestOpenDay(ctx));
  return {
    ...own,
    logs,
    // What belongs to a request goes no later than its row.
    bodies: later(own.bodies, logs),
    attempts: later(own.attempts, logs),
    // Hours explain the rows that are there, and are summed up by day before they go.
    usageHours: earlier(earlier(own.usageHours, logs), await readWatermark(ctx.db, "traffic_days")),
  };
}

/** A request that is still on its way will be logged at the time it began, however long ago that was. */
async function oldestOpenDay(ctx: ServiceContext): Promise<Date> {
  const hold = await ctx.db.hold.findFirst({ orderBy: { id: "asc" }, select: { createdAt: true } });
  return dayStart(hold?.createdAt ?? ctx.clock());
}

/** The earlier of two cutoffs; one that keeps for ever wins. */
function earlier(one: Date | null, other: Date | null): Date | null {
  if (one === null || other === null) return null;
  return one < other ? one : other;
}

/** The later of two cutoffs; one that keeps for ever has no say. */
function later(one: Date | null, other: Date | null): Date | null {
  if (one === null || other === null) return one ?? other;
  return one > other ? one : other;
}
