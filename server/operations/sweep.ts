import type { ServiceContext } from "@/server/kernel/context";

const DAY_MS = 86_400_000;
/** How long an ended session stays visible to those who look into an incident. */
const SESSION_KEPT_MS = 30 * DAY_MS;
const THROTTLE_KEPT_MS = 7 * DAY_MS;

/** Deletes sessions that ended a month ago and counts of failed guesses that no longer lock anything. Returns the counts. */
export async function sweepOldRows(ctx: ServiceContext): Promise<{ sessions: number; throttles: number }> {
  const now = ctx.clock();
  const before = (ageMs: number) => new Date(now.getTime() - ageMs);
  const sessions = await ctx.db.session.deleteMany({
    where: { OR: [{ expiresAt: { lt: before(SESSION_KEPT_MS) } }, { revokedAt: { lt: before(SESSION_KEPT_MS) } }] },
  });
  const throttles = await ctx.db.throttle.deleteMany({
    where: {
      windowStartAt: { lt: before(THROTTLE_KEPT_MS) },
      OR: [{ lockedUntil: null }, { lockedUntil: { lt: now } }],
    },
  });
  return { sessions: sessions.count, throttles: throttles.count };
}
