import { getSetting } from "@/server/configuration/setting/current";
import { audit } from "@/server/kernel/audit";
import { requireUserId } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { AppError } from "@/server/kernel/errors";
import { logger } from "@/server/kernel/logger";
import { countAttempt, forgiveAttempt, lockLeftMs } from "@/server/kernel/throttle";
import { withTransaction } from "@/server/kernel/transaction";

const MINUTE_MS = 60_000;
/** An address may be a whole office, or a desk that redeems for customers all day. */
const ADDRESS_FACTOR = 10;

/**
 * Counts a try of an account before the code is looked up: of many guesses sent at once, each is counted. Throws
 * RATE_LIMITED (redemption.locked, with minutes left) when the account or its address has tried too many unknown codes.
 * Outside any transaction: a refused code must not undo its count.
 */
export async function countGuess(ctx: ServiceContext): Promise<void> {
  if (ctx.ip !== "") refuse(await lockLeftMs(ctx, addressKey(ctx)));
  await count(ctx, accountKey(ctx), getSetting("redemption.unknownCodesMax"));
}

/** The code exists, whatever else is wrong with it: no guess. */
export async function forgiveGuess(ctx: ServiceContext): Promise<void> {
  await forgiveAttempt(ctx, accountKey(ctx));
}

/** Nobody has this code. Addresses count only now: many people behind one may redeem at the same moment. */
export async function countUnknownCode(ctx: ServiceContext): Promise<void> {
  if (ctx.ip !== "") await count(ctx, addressKey(ctx), getSetting("redemption.unknownCodesMax") * ADDRESS_FACTOR);
}

function accountKey(ctx: ServiceContext): string {
  return `code:${requireUserId(ctx)}`;
}

function addressKey(ctx: ServiceContext): string {
  return `code-ip:${ctx.ip}`;
}

async function count(ctx: ServiceContext, key: string, max: number): Promise<void> {
  const windowMs = getSetting("redemption.unknownCodesWindowMinutes") * MINUTE_MS;
  const lockMs = getSetting("redemption.lockoutMinutes") * MINUTE_MS;
  const { lockedMs, isNewLock } = await countAttempt(ctx, { key, max, windowMs, lockMs });
  if (isNewLock) await report(ctx, { isAddress: key === addressKey(ctx), lockMs });
  refuse(lockedMs);
}

function refuse(lockedMs: number): void {
  if (lockedMs === 0) return;
  const minutes = Math.max(1, Math.ceil(lockedMs / MINUTE_MS));
  throw new AppError("RATE_LIMITED", { reason: "redemption.locked", meta: { minutes } });
}

/** Somebody guesses codes: staff must be able to find out who and from where. */
async function report(ctx: ServiceContext, lock: { isAddress: boolean; lockMs: number }): Promise<void> {
  const userId = requireUserId(ctx);
  const minutes = lock.lockMs / MINUTE_MS;
  logger.warn({ userId, ip: ctx.ip, isAddress: lock.isAddress, minutes }, "locked out for trying unknown codes");
  await withTransaction(ctx, (tx) =>
    audit(tx, {
      action: "redemption.lockOut",
      target: { kind: "user", id: userId, label: ctx.actor.name },
      after: { lockedMinutes: minutes, lockedAddress: lock.isAddress ? ctx.ip : null },
    }),
  );
}
