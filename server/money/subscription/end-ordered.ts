import type { ServiceContext } from "@/server/kernel/context";
import { bumpAccountVersion, nameChangedAccount } from "@/server/kernel/state-change";
import { CONTRACT_PARTS, endContract } from "./contract";

/**
 * Ends what a refunded order had bought, at once and with its allowance, in the transaction of the refund. Does nothing
 * where it has ended already. Checks no right: its callers do.
 */
export async function endOrderedSubscription(
  tx: ServiceContext,
  ordered: { id: string; reason: string },
): Promise<void> {
  const { id, reason } = ordered;
  await bumpAccountVersion(tx, "access", null);
  const row = await tx.db.subscription.findFirst({ where: { id, status: "active" }, include: CONTRACT_PARTS });
  if (!row) return;
  await nameChangedAccount(tx, "access", row.userId);
  await endContract(tx, row, { status: "cancelled", endedAt: tx.clock(), reason });
}

/** What of a subscription was given back to its customer's wallet and is still there by the ledger, in quota units. */
export async function givenBackToWallet(tx: ServiceContext, subscriptionId: string): Promise<bigint> {
  const refunds = await tx.db.ledgerEntry.findMany({
    where: { reference: subscriptionId, kind: "refund" },
    select: { id: true, amount: true },
  });
  const reversals = await tx.db.ledgerEntry.findMany({
    where: { reference: { in: refunds.map(({ id }) => id) }, kind: "reversal" },
    select: { amount: true },
  });
  return [...refunds, ...reversals].reduce((sum, { amount }) => sum + amount, 0n);
}
