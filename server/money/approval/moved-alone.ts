import type { ServiceContext } from "@/server/kernel/context";
import { worthOfOrder, worthOfPart } from "@/server/money/order/worth";

type Question = { actorId: string; userId: string; since: Date };

/** How much a person has moved on an account by themselves since an instant, in quota units, signs ignored. */
export async function movedAlone(tx: ServiceContext, question: Question): Promise<bigint> {
  const sums = await Promise.all([
    changedAlone(tx, question),
    completedAlone(tx, question),
    refundedAlone(tx, question),
  ]);
  return sums.reduce((sum, part) => sum + part, 0n);
}

/** Changes by hand, less those that a second person agreed to: their entries name the requester too. */
async function changedAlone(tx: ServiceContext, { actorId, userId, since }: Question): Promise<bigint> {
  const [entries, approved] = await Promise.all([
    tx.db.ledgerEntry.findMany({
      where: { userId, actorId, createdAt: { gte: since }, kind: { in: ["adjust", "transfer", "reversal"] } },
      select: { amount: true },
    }),
    tx.db.approval.aggregate({
      where: {
        requesterId: actorId,
        status: "approved",
        decidedAt: { gte: since },
        // A transfer's other account stands in its input alone.
        OR: [
          { userId, kind: { in: ["adjust", "transfer", "reversal"] } },
          { kind: "transfer", input: { contains: userId } },
        ],
      },
      _sum: { amount: true },
    }),
  ]);
  const moved = entries.reduce((sum, { amount }) => sum + (amount < 0n ? -amount : amount), 0n);
  return moved - (approved._sum.amount ?? 0n);
}

async function completedAlone(tx: ServiceContext, { actorId, userId, since }: Question): Promise<bigint> {
  const orders = await tx.db.paymentOrder.findMany({
    where: { userId, completerId: actorId, approverId: null, paidAt: { gte: since } },
  });
  return orders.reduce((sum, order) => sum + worthOfOrder(order), 0n);
}

async function refundedAlone(tx: ServiceContext, { actorId, userId, since }: Question): Promise<bigint> {
  const refunds = await tx.db.paymentRefund.findMany({
    where: { userId, actorId, approverId: null, createdAt: { gte: since }, status: { not: "failed" } },
    include: { order: true },
  });
  return refunds.reduce((sum, { quota, amountMinor, order }) => {
    return sum + (quota > 0n ? quota : worthOfPart(order, amountMinor));
  }, 0n);
}
