import type { Plan, PlanVersion, Subscription } from "@/prisma/generated/sqlite/client";
import { audit } from "@/server/kernel/audit";
import type { ServiceContext } from "@/server/kernel/context";
import { AppError, notFound, staleVersion } from "@/server/kernel/errors";
import { newId } from "@/server/kernel/ids";
import type { PlanPeriod } from "../plan/schema";
import { takeBackGroups } from "./opened-groups";
import { periodEnd } from "./period";

export type OfferedVersion = PlanVersion & { plan: Plan };
export type Contract = Subscription & { planVersion: OfferedVersion };

/** What is read with every subscription: the version it stands on, and its plan. */
export const CONTRACT_PARTS = { planVersion: { include: { plan: true } } } as const;

/** A version with its plan. Throws NOT_FOUND. */
export async function findVersion(ctx: ServiceContext, id: string): Promise<OfferedVersion> {
  const row = await ctx.db.planVersion.findUnique({ where: { id }, include: { plan: true } });
  if (!row) throw notFound("plan");
  return row;
}

/** The contract of a plan that runs longest, or null when the user has none. Call it after the "access" counter was raised. */
export function findRunning(tx: ServiceContext, input: { userId: string; planId: string }): Promise<Contract | null> {
  return tx.db.subscription.findFirst({
    where: { ...input, status: "active" },
    include: CONTRACT_PARTS,
    orderBy: [{ periodEndAt: "desc" }, { id: "desc" }],
  });
}

/** Throws CONFLICT (subscription.followed) when newer terms of the plan were bought already, which begin where this ends. */
export async function requireNotFollowed(tx: ServiceContext, row: Contract): Promise<void> {
  const last = await findRunning(tx, { userId: row.userId, planId: row.planId });
  if (last && last.id !== row.id) throw new AppError("CONFLICT", { reason: "subscription.followed" });
}

type Start = {
  userId: string;
  version: OfferedVersion;
  startsAt: Date;
  isAutoRenew: boolean;
  creatorId: string | null;
  /** What paid for it, for the audit: an order's id, "wallet", "none". */
  paidBy: string;
  reason?: string;
};

/** Writes a new contract with its first period, and its audit event. */
export async function startContract(tx: ServiceContext, start: Start): Promise<Contract> {
  const { version, startsAt } = start;
  const row = await tx.db.subscription.create({
    data: {
      id: newId("sub"),
      userId: start.userId,
      planId: version.planId,
      planVersionId: version.id,
      startedAt: startsAt,
      periodStartAt: startsAt,
      periodEndAt: periodEnd(startsAt, version.period as PlanPeriod, 1),
      isAutoRenew: start.isAutoRenew,
      creatorId: start.creatorId,
      createdAt: tx.clock(),
    },
    include: CONTRACT_PARTS,
  });
  await audit(tx, {
    action: "subscription.start",
    target: contractTarget(row),
    after: { ...auditedFields(row), userId: row.userId, version: version.number, paidBy: start.paidBy },
    ...(start.reason ? { reason: start.reason } : {}),
  });
  return row;
}

/**
 * Adds one period to a contract, and takes back a cancellation that was to come. Throws CONFLICT (common.stale_version)
 * when it was renewed or ended since `row` was read: of two renewals at once one wins.
 */
export async function extendContract(
  tx: ServiceContext,
  row: Contract,
  by: { paidBy: string; reason?: string },
): Promise<Contract> {
  const count = row.periodNumber + 1;
  const data = {
    periodNumber: count,
    periodStartAt: row.periodEndAt,
    periodEndAt: periodEnd(row.startedAt, row.planVersion.period as PlanPeriod, count),
    cancelsAtPeriodEnd: false,
    cancelledAt: null,
    cancelReason: "",
    renewalError: "",
  };
  const { count: changed } = await tx.db.subscription.updateMany({
    where: { id: row.id, status: "active", periodNumber: row.periodNumber },
    data: { ...data, version: { increment: 1 } },
  });
  if (changed === 0) throw staleVersion("subscription");
  const after = { ...row, ...data, version: row.version + 1 };
  await audit(tx, {
    action: "subscription.renew",
    target: contractTarget(row),
    before: auditedFields(row),
    after: { ...auditedFields(after), paidBy: by.paidBy },
    ...(by.reason ? { reason: by.reason } : {}),
  });
  return after;
}

type End = { status: "cancelled" | "expired"; endedAt: Date; reason?: string };

/**
 * Ends a contract: the groups it opened close, and tokens in them go back to the group of their owner. Throws CONFLICT
 * (common.stale_version) when it was renewed or ended since `row` was read.
 */
export async function endContract(tx: ServiceContext, row: Contract, end: End): Promise<void> {
  const { count } = await tx.db.subscription.updateMany({
    where: { id: row.id, status: "active", periodNumber: row.periodNumber },
    data: {
      status: end.status,
      endedAt: end.endedAt,
      ...(end.status === "cancelled" && row.cancelledAt === null ? { cancelledAt: end.endedAt } : {}),
      ...(end.reason ? { cancelReason: end.reason } : {}),
      version: { increment: 1 },
    },
  });
  if (count === 0) throw staleVersion("subscription");
  const closedGroupTokens = await takeBackGroups(tx, row);
  await audit(tx, {
    action: end.status === "cancelled" ? "subscription.cancel" : "subscription.expire",
    target: contractTarget(row),
    before: { status: row.status, endedAt: null },
    after: { status: end.status, endedAt: end.endedAt, closedGroupTokens },
    ...(end.reason ? { reason: end.reason } : {}),
  });
}

export function contractTarget(row: Contract) {
  return { kind: "subscription", id: row.id, label: row.planVersion.plan.name };
}

/** The fields of a contract that the audit trail keeps. */
export function auditedFields(row: Subscription) {
  const { status, periodNumber, periodEndAt, isAutoRenew, cancelsAtPeriodEnd } = row;
  return { status, periodNumber, periodEndAt, isAutoRenew, cancelsAtPeriodEnd };
}
