import { getSetting } from "@/server/configuration/setting/current";
import type { ServiceContext } from "@/server/kernel/context";
import { AppError } from "@/server/kernel/errors";
import { countAttempt } from "@/server/kernel/throttle";

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/**
 * Counts an attempt to make an account by the caller's address, before anything costly is done. Throws RATE_LIMITED
 * (registration.too_many, with minutes to wait).
 */
export async function countByAddress(ctx: ServiceContext): Promise<void> {
  if (ctx.ip === "") return;
  const max = getSetting("security.registrationsPerHourMax");
  const rule = { key: `register:${ctx.ip}`, max, windowMs: HOUR_MS, lockMs: HOUR_MS };
  const { lockedMs } = await countAttempt(ctx, rule);
  if (lockedMs === 0) return;
  const meta = { minutes: Math.ceil(lockedMs / MINUTE_MS) };
  throw new AppError("RATE_LIMITED", { reason: "registration.too_many", meta });
}
