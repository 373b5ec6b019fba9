import type { ServiceContext } from "@/server/kernel/context";
import { AppError } from "@/server/kernel/errors";

/** Throws BAD_INPUT (redemption.window_reversed, redemption.until_past) when nobody could ever redeem in these dates. */
export function requireWindow(ctx: ServiceContext, dates: { validFrom: Date | null; validUntil: Date | null }): void {
  const { validFrom, validUntil } = dates;
  if (validUntil === null) return;
  requireFuture(ctx, validUntil);
  if (validFrom === null || validFrom < validUntil) return;
  throw new AppError("BAD_INPUT", { reason: "redemption.window_reversed", meta: { field: "validUntil" } });
}

/** Throws BAD_INPUT (redemption.until_past) for an end that is over: codes are ended by voiding them. */
export function requireFuture(ctx: ServiceContext, validUntil: Date | null): void {
  if (validUntil === null || validUntil > ctx.clock()) return;
  throw new AppError("BAD_INPUT", { reason: "redemption.until_past", meta: { field: "validUntil" } });
}
