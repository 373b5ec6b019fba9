import type { ServiceContext } from "@/server/kernel/context";
import type { Db } from "@/server/kernel/database/client";
import { prismaCode } from "@/server/kernel/errors";

/**
 * Derived data that is made up to an instant; up to where logs and hours of usage may have been cleaned up, so that proofs
 * begin there; the last night that clean-up was started for; and when channels were last tested by the clock.
 */
export type WatermarkName =
  | "traffic_days"
  | "usage_tops"
  | "logs_removed"
  | "usage_hours_removed"
  | "cleanup_night"
  | "channel_tests";

const BEGINNING = new Date(0);

/** Everything before this instant is in the derived data; null while nothing was made. */
export async function readWatermark(db: Db, name: WatermarkName): Promise<Date | null> {
  const row = await db.watermark.findUnique({ where: { name } });
  return row === null || row.at.getTime() === 0 ? null : row.at;
}

/** Has the row there, so that `holdWatermark` finds it. Harmless twice. */
export async function ensureWatermark(db: Db, name: WatermarkName): Promise<void> {
  try {
    await db.watermark.upsert({ where: { name }, create: { name, at: BEGINNING }, update: {} });
  } catch (error) {
    // Two that make it at once: MySQL lets the later one fail instead of find it.
    if (prismaCode(error) !== "P2002") throw error;
  }
}

/**
 * Inside a transaction: keeps others that make the same data waiting until it ends, and answers how far they came. Moves
 * the mark to `to` where that is further.
 */
export async function holdWatermark(tx: ServiceContext, name: WatermarkName, to: Date | null): Promise<Date> {
  // The row's lock is taken by writing it; reading it first would read past whoever holds it.
  const { at } = await tx.db.watermark.update({ where: { name }, data: { updatedAt: tx.clock() } });
  if (to !== null && to > at) await tx.db.watermark.update({ where: { name }, data: { at: to } });
  return at;
}
