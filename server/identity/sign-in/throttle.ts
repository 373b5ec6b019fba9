import { getSetting } from "@/server/configuration/setting/current";
import type { ServiceContext } from "@/server/kernel/context";
import { sha256Hex } from "@/server/kernel/crypto";
import { AppError } from "@/server/kernel/errors";
import { clearAttempts, countAttempt, forgiveAttempt } from "@/server/kernel/throttle";

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
  if (ctx.ip !== "") await countKey(ctx, addressKey(ctx), max * ADDRESS_FACTOR);
}

/** Forgets the failures of a name, and takes this success off its address' count. */
export async function clearFailures(ctx: ServiceContext, input: { name: string }): Promise<void> {
  await clearAttempts(ctx, nameKey(input.name));
  if (ctx.ip !== "") await forgiveAttempt(ctx, addressKey(ctx));
}

/** Whether an attempt by this name has failed of late, or many from this address. Counts nothing. */
export async function hasFailed(ctx: ServiceContext, input: { name: string }): Promise<boolean> {
  const windowMs = getSetting("security.signInWindowMinutes") * MINUTE_MS;
  const windowStartAt = { gte: new Date(ctx.clock().getTime() - windowMs) };
  const ofName = { key: nameKey(input.name), failures: { gt: 0 } };
  const ofAddress = { key: addressKey(ctx), failures: { gte: getSetting("security.signInFailuresMax") } };
  return (await ctx.db.throttle.count({ where: { OR: [ofName, ofAddress], windowStartAt } })) > 0;
}

/** Counts a guess at a code that signs in by itself, by the caller's address. Throws RATE_LIMITED (signIn.locked). */
export async function countCodeGuess(ctx: ServiceContext): Promise<void> {
  await countKey(ctx, codeKey(ctx), getSetting("security.signInFailuresMax"));
}

/** Forgets the guesses of an address, after a right one. */
export async function clearCodeGuesses(ctx: ServiceContext): Promise<void> {
  await clearAttempts(ctx, codeKey(ctx));
}

function codeKey(ctx: ServiceContext): string {
  return `code:${ctx.ip}`;
}

function nameKey(name: string): string {
  return `name:${sha256Hex(name.trim().toLowerCase())}`;
}

function addressKey(ctx: ServiceContext): string {
  return `ip:${ctx.ip}`;
}

async function countKey(ctx: ServiceContext, key: string, max: number): Promise<void> {
  const windowMs = getSetting("security.signInWindowMinutes") * MINUTE_MS;
  const lockMs = getSetting("security.lockoutMinutes") * MINUTE_MS;
  const { lockedMs } = await countAttempt(ctx, { key, max, windowMs, lockMs });
  if (lockedMs === 0) return;
  throw new AppError("RATE_LIMITED", {
    reason: "signIn.locked",
    meta: { minutes: Math.max(1, Math.ceil(lockedMs / MINUTE_MS)) },
  });
}
