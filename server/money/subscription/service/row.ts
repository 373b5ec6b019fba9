import type { AllowanceWindow } from "@/prisma/generated/sqlite/client";
import type { Role } from "@/server/identity/permission/schema";
import { authorize, isAllowed, requireOutranks } from "@/server/kernel/authorize";
import { actorId, type ServiceContext } from "@/server/kernel/context";
import { AppError, notFound } from "@/server/kernel/errors";
import type { PlanPeriod } from "../../plan/schema";
import { siteMoney } from "../../plan/service/row";
import { readLimits, readTerms } from "../../plan/terms";
import { walletPrice } from "../../plan/wallet-price";
import { CONTRACT_PARTS, type Contract } from "../contract";
import { periodAt } from "../period";
import type { SubscriptionStatus } from "../schema";
import { type Window, windowsAt } from "../window";

/** A subscription as lists show it. `isQueued`: it begins when what was paid for an older version is over. */
export function toSubscriptionView(row: Contract, now: Date) {
  const { planVersion } = row;
  const price = { minor: planVersion.priceMinor, currency: planVersion.currency };
  return {
    id: row.id,
    userId: row.userId,
    planId: row.planId,
    planName: planVersion.plan.name,
    planVersionId: row.planVersionId,
    versionNumber: planVersion.number,
    /** Newer terms were published since; this one stays on its own. */
    isOldVersion: planVersion.plan.currentVersionId !== row.planVersionId,
    terms: readTerms(planVersion),
    status: row.status as SubscriptionStatus,
    isQueued: row.status === "active" && row.startedAt > now,
    startedAt: row.startedAt,
    /** Paid until then. */
    periodEndAt: row.periodEndAt,
    periodNumber: row.periodNumber,
    isAutoRenew: row.isAutoRenew,
    cancelsAtPeriodEnd: row.cancelsAtPeriodEnd,
    cancelledAt: row.cancelledAt,
    endedAt: row.endedAt,
    cancelReason: row.cancelReason,
    /** The machine reason why the last automatic renewal failed, or "". */
    renewalError: row.renewalError,
    /** One period from the wallet, in quota units; null without a rate for the currency. */
    walletPrice: walletPrice(price, siteMoney()),
    creatorId: row.creatorId,
    version: row.version,
    createdAt: row.createdAt,
  };
}

/** How much of one allowance is spent, requests on their way included. */
type WindowUse = Window & { usedQuota: bigint };

/** The allowances of a subscription in force now; none when it does not run. */
export async function readWindows(ctx: ServiceContext, row: Contract, now: Date): Promise<WindowUse[]> {
  if (row.status !== "active" || row.startedAt > now || row.periodEndAt <= now) return [];
  const windows = windowsAt(allowanceTerms(row), now);
  const rows = await ctx.db.allowanceWindow.findMany({ where: { id: { in: windows.map(({ id }) => id) } } });
  const byId = new Map<string, AllowanceWindow>(rows.map((stored) => [stored.id, stored]));
  return windows.map((window) => {
    const stored = byId.get(window.id);
    // The row's own limit holds: a reset by hand raises it.
    return { ...window, limitQuota: stored?.limitQuota ?? window.limitQuota, usedQuota: stored?.usedQuota ?? 0n };
  });
}

export function allowanceTerms(row: Contract) {
  return {
    subscriptionId: row.id,
    startedAt: row.startedAt,
    period: row.planVersion.period as PlanPeriod,
    limits: readLimits(row.planVersion.limits),
  };
}

export function currentPeriod(row: Contract, now: Date) {
  return periodAt(row.startedAt, row.planVersion.period as PlanPeriod, now);
}

export function isOwn(ctx: ServiceContext, row: { userId: string }): boolean {
  return row.userId === actorId(ctx);
}

/** A subscription the actor may see: their own, or with the right for it anybody's. Throws NOT_FOUND. */
export async function findReadable(ctx: ServiceContext, id: string): Promise<Contract> {
  const row = await ctx.db.subscription.findUnique({ where: { id }, include: CONTRACT_PARTS });
  // To customers somebody else's is not there: ids must not be an oracle.
  if (!row || !(isOwn(ctx, row) || isAllowed(ctx, "subscription.readAny"))) throw notFound("subscription");
  return row;
}

/**
 * A subscription the actor may change: their own, or, with the right for it and a reason, that of somebody of a lower role.
 * Throws NOT_FOUND, FORBIDDEN, BAD_INPUT (subscription.reason_missing), CONFLICT (subscription.ended).
 */
export async function findChangeable(ctx: ServiceContext, input: { id: string; reason: string }): Promise<Contract> {
  const row = await findReadable(ctx, input.id);
  if (!isOwn(ctx, row)) await requireStaffMayAct(ctx, { userId: row.userId, reason: input.reason });
  if (row.status !== "active") throw new AppError("CONFLICT", { reason: "subscription.ended" });
  return row;
}

/** For what staff does to a customer's subscription. Throws FORBIDDEN, NOT_FOUND, BAD_INPUT (subscription.reason_missing). */
export async function requireStaffMayAct(
  ctx: ServiceContext,
  input: { userId: string; reason: string },
): Promise<{ username: string; balance: bigint }> {
  authorize(ctx, "subscription.manageAny");
  const user = await ctx.db.user.findUnique({ where: { id: input.userId } });
  if (!user || user.deletedAt !== null) throw notFound("user");
  // Root may act on root accounts, its own included: a site that one person runs has nobody above.
  const isRoot = ctx.actor.kind === "user" && ctx.actor.role === "root";
  if (!isRoot) requireOutranks(ctx, user.role as Role);
  if (input.reason.length < 3) {
    throw new AppError("BAD_INPUT", { reason: "subscription.reason_missing", meta: { field: "reason" } });
  }
  return user;
}
