import { actorId, type ServiceContext } from "@/server/kernel/context";
import { bumpAccountVersion } from "@/server/kernel/state-change";
import { endContract, extendContract, findRunning, findVersion, startContract } from "./contract";

type Activation = {
  userId: string;
  planVersionId: string;
  /** The paid order, for the audit. */
  orderId?: string;
  creatorId?: string;
};

/**
 * Gives a user what they paid for, in the transaction of the payment: one period more of the contract on this version, or
 * a new one. A contract on an older version of the plan runs to the end of what was paid, and the new one begins then.
 * Checks no right: its callers do. Throws NOT_FOUND (no such version).
 */
export async function activateSubscription(
  tx: ServiceContext,
  input: Activation,
): Promise<{ subscriptionId: string; isRenewal: boolean }> {
  // First of all: the counter's row lock lets one contract be made at a time, so what is read below is true until the commit.
  await bumpAccountVersion(tx, "access", input.userId);
  const version = await findVersion(tx, input.planVersionId);
  const now = tx.clock();
  const paidBy = input.orderId ?? "none";
  const running = await findRunning(tx, { userId: input.userId, planId: version.planId });
  if (running && running.periodEndAt > now && running.planVersionId === version.id) {
    const extended = await extendContract(tx, running, { paidBy });
    return { subscriptionId: extended.id, isRenewal: true };
  }
  // Lapsed, and not swept yet: what is paid now counts from now.
  if (running && running.periodEndAt <= now) {
    await endContract(tx, running, { status: "expired", endedAt: running.periodEndAt });
  }
  const isQueued = running !== null && running.periodEndAt > now;
  if (isQueued) {
    const where = { id: running.id };
    await tx.db.subscription.updateMany({ where, data: { isAutoRenew: false, version: { increment: 1 } } });
  }
  const started = await startContract(tx, {
    userId: input.userId,
    version,
    startsAt: isQueued ? running.periodEndAt : now,
    isAutoRenew: false,
    creatorId: input.creatorId ?? actorId(tx),
    paidBy,
  });
  return { subscriptionId: started.id, isRenewal: false };
}
