import type { ServiceContext } from "./context";
import { prismaCode } from "./errors";

/** At most `max` failures of a key in the window; after that nothing is tried for as long as the lock lasts. */
export type ThrottleRule = { key: string; max: number; windowMs: number; lockMs: number };

/** `lockedMs` is 0 when the attempt may go on; `isNewLock` is true for the one attempt that closed the door. */
export type ThrottleState = { lockedMs: number; isNewLock: boolean };

const KEY_LENGTH_MAX = 96;

/**
 * Counts an attempt as failed before it is made: of many guesses sent at once each is counted, and what turns out right is
 * taken off again with `forgiveAttempt`. Never inside the attempt's own transaction: its failure would undo the count.
 */
export async function countAttempt(ctx: ServiceContext, rule: ThrottleRule): Promise<ThrottleState> {
  const now = ctx.clock();
  const key = rule.key.slice(0, KEY_LENGTH_MAX);
  await ensureRow(ctx, key, now);
  await ctx.db.throttle.updateMany({
    where: { key, windowStartAt: { lt: new Date(now.getTime() - rule.windowMs) }, ...isOpen(now) },
    data: { failures: 0, windowStartAt: now, lockedUntil: null },
  });
  // One guarded statement decides: whoever raises the count to the limit was the last to be let through.
  const counted = await ctx.db.throttle.updateMany({
    where: { key, failures: { lt: rule.max }, ...isOpen(now) },
    data: { failures: { increment: 1 } },
  });
  return counted.count === 1 ? { lockedMs: 0, isNewLock: false } : await lock(ctx, { ...rule, key }, now);
}

/** Takes one attempt that was right off the count of a key. */
export async function forgiveAttempt(ctx: ServiceContext, key: string): Promise<void> {
  await ctx.db.throttle.updateMany({
    where: { key: key.slice(0, KEY_LENGTH_MAX), failures: { gt: 0 } },
    data: { failures: { decrement: 1 } },
  });
}

/** Forgets all failures of a key. */
export async function clearAttempts(ctx: ServiceContext, key: string): Promise<void> {
  await ctx.db.throttle.deleteMany({ where: { key: key.slice(0, KEY_LENGTH_MAX) } });
}

function isOpen(now: Date) {
  return { OR: [{ lockedUntil: null }, { lockedUntil: { lt: now } }] };
}

async function ensureRow(ctx: ServiceContext, key: string, now: Date): Promise<void> {
  if (await ctx.db.throttle.findUnique({ where: { key } })) return;
  try {
    await ctx.db.throttle.create({ data: { key, windowStartAt: now } });
  } catch (error) {
    // Another attempt of the same moment made it.
    if (prismaCode(error) !== "P2002") throw error;
  }
}

async function lock(ctx: ServiceContext, { key, lockMs }: ThrottleRule, now: Date): Promise<ThrottleState> {
  const { count } = await ctx.db.throttle.updateMany({
    where: { key, ...isOpen(now) },
    data: { lockedUntil: new Date(now.getTime() + lockMs), windowStartAt: now },
  });
  const row = await ctx.db.throttle.findUnique({ where: { key } });
  const lockedMs = (row?.lockedUntil?.getTime() ?? now.getTime() + lockMs) - now.getTime();
  return { lockedMs: Math.max(1, lockedMs), isNewLock: count === 1 };
}

/** How long a key is still locked, in milliseconds; 0 when it is open. Counts nothing. */
export async function lockLeftMs(ctx: ServiceContext, key: string): Promise<number> {
  const row = await ctx.db.throttle.findUnique({ where: { key: key.slice(0, KEY_LENGTH_MAX) } });
  return Math.max(0, (row?.lockedUntil?.getTime() ?? 0) - ctx.clock().getTime());
}
