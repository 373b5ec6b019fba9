import { getSetting } from "@/server/configuration/setting/current";
import type { ServiceContext } from "@/server/kernel/context";
import { sha256Hex } from "@/server/kernel/crypto";
import { AppError, prismaCode } from "@/server/kernel/errors";

const MINUTE_MS = 60_000;
/** An address may be a whole office behind one router. */
const ADDRESS_FACTOR = 10;

/**
 * Counts an attempt as failed before the password is looked at: of many guesses sent at once, each is counted, and only
 * a right one clears the count. Throws RATE_LIMITED (signIn.locked, with minutes left) when the name or address is locked.
 * Names that nobody has are counted alike, so a lock tells nothing.
 */
export async function countFailure(ctx: ServiceContext, input: { name: string }): Promise<void> {
  const max = getSetting("security.signInFailuresMax");
  await countKey(ctx, nameKey(input.name), max);
  if (ctx.ip !== "") await countKey(ctx, `ip:${ctx.ip}`.slice(0, 96), max * ADDRESS_FACTOR);
}

/** Forgets the failures of a name, and takes this success off its address' count. */
export async function clearFailures(ctx: ServiceContext, input: { name: string }): Promise<void> {
  await ctx.db.signInThrottle.deleteMany({ where: { key: nameKey(input.name) } });
  if (ctx.ip === "") return;
  await ctx.db.signInThrottle.updateMany({
    where: { key: `ip:${ctx.ip}`.slice(0, 96), failures: { gt: 0 } },
    data: { failures: { decrement: 1 } },
  });
}

function nameKey(name: string): string {
  return `name:${sha256Hex(name.trim().toLowerCase())}`;
}

async function countKey(ctx: ServiceContext, key: string, max: number): Promise<void> {
  const now = ctx.clock();
  const windowMs = getSetting("security.signInWindowMinutes") * MINUTE_MS;
  await ensureRow(ctx, key, now);
  await ctx.db.signInThrottle.updateMany({
    where: {
      key,
      windowStartAt: { lt: new Date(now.getTime() - windowMs) },
      OR: [{ lockedUntil: null }, { lockedUntil: { lt: now } }],
    },
    data: { failures: 0, windowStartAt: now, lockedUntil: null },
  });
  // One guarded statement decides: whoever raises the count to the limit was the last to be let through.
  const counted = await ctx.db.signInThrottle.updateMany({
    where: { key, failures: { lt: max }, OR: [{ lockedUntil: null }, { lockedUntil: { lt: now } }] },
    data: { failures: { increment: 1 } },
  });
  if (counted.count === 1) return;
  throw await locked(ctx, key, now);
}

async function ensureRow(ctx: ServiceContext, key: string, now: Date): Promise<void> {
  if (await ctx.db.signInThrottle.findUnique({ where: { key } })) return;
  try {
    await ctx.db.signInThrottle.create({ data: { key, windowStartAt: now } });
  } catch (error) {
    // Another attempt of the same moment made it.
    if (prismaCode(error) !== "P2002") throw error;
  }
}

async function locked(ctx: ServiceContext, key: string, now: Date): Promise<AppError> {
  const lockMs = getSetting("security.lockoutMinutes") * MINUTE_MS;
  await ctx.db.signInThrottle.updateMany({
    where: { key, OR: [{ lockedUntil: null }, { lockedUntil: { lt: now } }] },
    data: { lockedUntil: new Date(now.getTime() + lockMs), windowStartAt: now },
  });
  const row = await ctx.db.signInThrottle.findUnique({ where: { key } });
  const leftMs = (row?.lockedUntil?.getTime() ?? now.getTime() + lockMs) - now.getTime();
  return new AppError("RATE_LIMITED", {
    reason: "signIn.locked",
    meta: { minutes: Math.max(1, Math.ceil(leftMs / MINUTE_MS)) },
  });
}
