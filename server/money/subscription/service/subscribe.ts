import { authorize, requireStepUp, requireUserId } from "@/server/kernel/authorize";
import { actorId, type ServiceContext } from "@/server/kernel/context";
import { AppError, notFound } from "@/server/kernel/errors";
import { bumpAccountVersion } from "@/server/kernel/state-change";
import { withTransaction } from "@/server/kernel/transaction";
import { chargePeriod } from "../charge";
import { endContract, findRunning, findVersion, type OfferedVersion, startContract } from "../contract";
import type { SubscribeInput, SubscriptionStartInput } from "../schema";
import { requireMayGive } from "./give";
import { isOwn, requireStaffMayAct } from "./row";

type Subscribed = { subscriptionId: string };

/**
 * Subscribes oneself to a plan that is offered, paid from the wallet. The same key again answers the same subscription.
 * Throws STEP_UP_REQUIRED, NOT_FOUND, CONFLICT (subscription.already_active, subscription.free_once_a_period),
 * PRECONDITION_FAILED (plan.not_offered, plan.no_rate, subscription.balance_too_low).
 */
export async function subscribe(ctx: ServiceContext, input: SubscribeInput): Promise<Subscribed> {
  authorize(ctx, "subscription.manageOwn");
  const userId = requireUserId(ctx);
  await requireStepUp(ctx);
  return start(ctx, { ...input, userId, paidBy: "wallet", reason: "" });
}

/**
 * Subscribes a customer, for nothing or from their wallet, with a reason. Throws as subscribe does, and FORBIDDEN for an
 * account of equal or higher role, and for a present above the actor's own limit (approval.above_limit).
 */
export async function startForUser(ctx: ServiceContext, input: SubscriptionStartInput): Promise<Subscribed> {
  authorize(ctx, "subscription.manageAny");
  await requireStepUp(ctx);
  await requireStaffMayAct(ctx, input);
  return start(ctx, input);
}

async function start(ctx: ServiceContext, input: SubscriptionStartInput): Promise<Subscribed> {
  const { userId, paidBy, isAutoRenew, reason } = input;
  const idempotencyKey = `subscribe:${userId}:${input.idempotencyKey}`;
  return withTransaction(ctx, async (tx) => {
    // First of all: the counter's row lock lets one contract be made at a time, so what is read below is true until the commit.
    await bumpAccountVersion(tx, "access", userId);
    const earlier = await tx.db.ledgerEntry.findUnique({ where: { idempotencyKey } });
    if (earlier) return { subscriptionId: earlier.reference };
    const version = await findVersion(tx, input.planVersionId);
    requireOffered(version);
    if (paidBy === "none") await requireMayGive(tx, { userId, planVersion: version, reason });
    if (isOwn(tx, { userId })) await requireNoneLately(tx, { userId, version });
    await makeRoom(tx, { userId, planId: version.planId });
    const row = await startContract(tx, {
      userId,
      version,
      startsAt: tx.clock(),
      isAutoRenew,
      creatorId: actorId(tx),
      paidBy,
      ...(reason ? { reason } : {}),
    });
    if (paidBy === "wallet") await chargePeriod(tx, row, idempotencyKey);
    return { subscriptionId: row.id };
  });
}

function requireOffered({ id, plan }: OfferedVersion): void {
  if (plan.deletedAt !== null) throw notFound("plan");
  if (plan.isActive && plan.currentVersionId === id) return;
  throw new AppError("PRECONDITION_FAILED", { reason: "plan.not_offered" });
}

/**
 * What costs nothing would otherwise be cancelled and taken anew whenever its allowance is spent. Throws CONFLICT
 * (subscription.free_once_a_period) while the period of an earlier free contract of the plan lasts.
 */
async function requireNoneLately(
  tx: ServiceContext,
  input: { userId: string; version: OfferedVersion },
): Promise<void> {
  const { userId, version } = input;
  if (version.priceMinor > 0n) return;
  const earlier = await tx.db.subscription.findFirst({
    where: {
      userId,
      planId: version.planId,
      status: { not: "active" },
      periodEndAt: { gt: tx.clock() },
      planVersion: { priceMinor: 0n },
    },
    orderBy: { periodEndAt: "desc" },
  });
  if (!earlier) return;
  const meta = { at: earlier.periodEndAt.getTime() };
  throw new AppError("CONFLICT", { reason: "subscription.free_once_a_period", meta });
}

/** One contract of a plan at a time; one that has lapsed and was not swept yet is ended on the way. */
async function makeRoom(tx: ServiceContext, input: { userId: string; planId: string }): Promise<void> {
  const running = await findRunning(tx, input);
  if (running === null) return;
  if (running.periodEndAt > tx.clock()) throw new AppError("CONFLICT", { reason: "subscription.already_active" });
  await endContract(tx, running, { status: "expired", endedAt: running.periodEndAt });
}
