import { subDays } from "date-fns";
import { authorize, isAllowed } from "@/server/kernel/authorize";
import { actorId, type ServiceContext } from "@/server/kernel/context";
import type { EventVerdict } from "@/server/money/payment/schema";

/** Anybody can post without a signature; these came from a provider, or name an order, and somebody should look. */
const TROUBLED: EventVerdict[] = ["mismatch", "unknown_order", "failed"];
const TROUBLED_DAYS = 7;

/** How much waits for a person; null: not for this one. */
export type WaitingMoney = {
  approvals: number | null;
  transfers: number;
  paymentEvents: number;
  differences: number;
};

/**
 * What of the money waits for staff: changes that need a second person (for who may decide: those of others), orders to be
 * paid by bank transfer, callbacks of the last week that did not fit, open differences of the books. Every count by an index.
 */
export async function readWaiting(ctx: ServiceContext): Promise<WaitingMoney> {
  authorize(ctx, "desk.read");
  const since = subDays(ctx.clock(), TROUBLED_DAYS);
  const [approvals, transfers, paymentEvents, differences] = await Promise.all([
    isAllowed(ctx, "approval.read") ? countApprovals(ctx) : null,
    ctx.db.paymentOrder.count({ where: { provider: "manual", status: "pending" } }),
    ctx.db.paymentEvent.count({ where: { verdict: { in: TROUBLED }, createdAt: { gte: since } } }),
    ctx.db.reconciliationDifference.count({ where: { status: "open" } }),
  ]);
  return { approvals, transfers, paymentEvents, differences };
}

/** Nobody decides what they asked for themselves. */
function countApprovals(ctx: ServiceContext): Promise<number> {
  const self = isAllowed(ctx, "approval.decide") ? actorId(ctx) : null;
  return ctx.db.approval.count({
    where: { status: "pending", expiresAt: { gt: ctx.clock() }, ...(self ? { requesterId: { not: self } } : {}) },
  });
}
