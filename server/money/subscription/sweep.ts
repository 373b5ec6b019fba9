import { audit } from "@/server/kernel/audit";
import type { ServiceContext } from "@/server/kernel/context";
import { staleVersion, toAppError } from "@/server/kernel/errors";
import { logger } from "@/server/kernel/logger";
import { bumpAccountVersion } from "@/server/kernel/state-change";
import { withTransaction } from "@/server/kernel/transaction";
import type { PlanPeriod } from "../plan/schema";
import { chargePeriod, renewalKey } from "./charge";
import { CONTRACT_PARTS, type Contract, contractTarget, endContract, extendContract } from "./contract";
import { periodEnd } from "./period";

/** Renewed a day before its end, so that an empty wallet can be filled in time. */
const RENEW_AHEAD_MS = 86_400_000;
const PAGE_ROWS = 200;

type SweptSubscriptions = { renewed: number; failed: number; ended: number };

/**
 * Renews from the wallet what renews itself, and ends what is over. Each subscription in a transaction of its own, guarded
 * by its period: sweeps on several machines and people who renew at the same moment charge once. Out: the counts.
 */
export async function sweepSubscriptions(ctx: ServiceContext): Promise<SweptSubscriptions> {
  const swept: SweptSubscriptions = { renewed: 0, failed: 0, ended: 0 };
  for await (const row of findDue(ctx, renewable(ctx))) swept[await renewOne(ctx, row)] += 1;
  // Read after the renewals: what could not be renewed and is over ends in the same sweep.
  for await (const row of findDue(ctx, { periodEndAt: { lte: ctx.clock() } })) {
    if (await endOne(ctx, row)) swept.ended += 1;
  }
  return swept;
}

function renewable(ctx: ServiceContext): object {
  const until = new Date(ctx.clock().getTime() + RENEW_AHEAD_MS);
  return { periodEndAt: { lte: until }, isAutoRenew: true, cancelsAtPeriodEnd: false };
}

/** All that are due, page by page: those whose renewal fails stay due and must not stand in the way of the others. */
async function* findDue(ctx: ServiceContext, where: object): AsyncGenerator<Contract> {
  let after = "";
  for (;;) {
    const page = await ctx.db.subscription.findMany({
      where: { status: "active", ...where, id: { gt: after } },
      include: CONTRACT_PARTS,
      orderBy: { id: "asc" },
      take: PAGE_ROWS,
    });
    yield* page;
    const last = page.at(-1);
    if (!last || page.length < PAGE_ROWS) return;
    after = last.id;
  }
}

async function renewOne(ctx: ServiceContext, row: Contract): Promise<"renewed" | "failed"> {
  const refusal = whyNotRenewed(row, ctx.clock());
  try {
    if (refusal === null) await renewFromWallet(ctx, row);
    else await noteFailure(ctx, row, refusal);
    return refusal === null ? "renewed" : "failed";
  } catch (cause) {
    const error = toAppError(cause);
    if (error.code === "UNAVAILABLE") throw cause;
    // Somebody renewed or changed it since it was read: nothing failed, and the next sweep reads it anew.
    if (error.code === "INTERNAL")
      logger.error({ err: cause, subscriptionId: row.id }, "a subscription was not renewed");
    if (error.reason !== "common.stale_version") await noteFailure(ctx, row, error.reason ?? "common.internal");
    return "failed";
  }
}

/** A machine reason, or null. A period that would be over already, because no worker ran, is not charged. */
function whyNotRenewed(row: Contract, now: Date): string | null {
  if (row.planVersion.plan.deletedAt !== null) return "plan.not_offered";
  const nextEnd = periodEnd(row.startedAt, row.planVersion.period as PlanPeriod, row.periodNumber + 1);
  return nextEnd <= now ? "subscription.ended" : null;
}

async function renewFromWallet(ctx: ServiceContext, row: Contract): Promise<void> {
  await withTransaction(ctx, async (tx) => {
    await bumpAccountVersion(tx, "access", row.userId);
    // Read anew: since the sweep began its customer may have cancelled, and must not be charged.
    const where = { id: row.id, status: "active", periodNumber: row.periodNumber, ...renewable(tx) };
    const current = await tx.db.subscription.findFirst({ where, include: CONTRACT_PARTS });
    if (!current) throw staleVersion("subscription");
    const extended = await extendContract(tx, current, { paidBy: "wallet" });
    await chargePeriod(tx, current, renewalKey(row.id, extended.periodNumber));
  });
}

/** Told once on the page and in the audit, however often the sweep tries again. */
async function noteFailure(ctx: ServiceContext, row: Contract, reason: string): Promise<void> {
  if (row.renewalError === reason) return;
  await withTransaction(ctx, async (tx) => {
    const { count } = await tx.db.subscription.updateMany({
      where: { id: row.id, status: "active", periodNumber: row.periodNumber },
      data: { renewalError: reason },
    });
    if (count === 0) return;
    await audit(tx, {
      action: "subscription.renewalFailed",
      target: contractTarget(row),
      before: { renewalError: row.renewalError },
      after: { renewalError: reason },
    });
  });
}

async function endOne(ctx: ServiceContext, row: Contract): Promise<boolean> {
  try {
    await withTransaction(ctx, async (tx) => {
      await bumpAccountVersion(tx, "access", row.userId);
      await endContract(tx, row, {
        status: row.cancelsAtPeriodEnd ? "cancelled" : "expired",
        endedAt: row.periodEndAt,
      });
    });
    return true;
  } catch (cause) {
    if (toAppError(cause).reason === "common.stale_version") return false;
    throw cause;
  }
}
