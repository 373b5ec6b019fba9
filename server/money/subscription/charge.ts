import type { ServiceContext } from "@/server/kernel/context";
import { AppError, notFound } from "@/server/kernel/errors";
import { post } from "../ledger/post";
import { siteMoney } from "../plan/service/row";
import { requireWalletPrice, walletPrice } from "../plan/wallet-price";
import type { Contract, OfferedVersion } from "./contract";

/** One period of a version from the wallet, in quota units. Throws PRECONDITION_FAILED (plan.no_rate). */
export function priceOfPeriod(version: OfferedVersion): bigint {
  return requireWalletPrice({ minor: version.priceMinor, currency: version.currency }, siteMoney());
}

/**
 * Takes one period's price from the wallet; what is free takes nothing. Throws PRECONDITION_FAILED
 * (subscription.balance_too_low, plan.no_rate).
 */
export async function chargePeriod(tx: ServiceContext, row: Contract, idempotencyKey: string): Promise<void> {
  const price = priceOfPeriod(row.planVersion);
  if (price === 0n) return;
  const user = await tx.db.user.findUnique({ where: { id: row.userId }, select: { balance: true } });
  if (!user) throw notFound("user");
  if (user.balance < price) {
    throw new AppError("PRECONDITION_FAILED", { reason: "subscription.balance_too_low" });
  }
  await post(tx, {
    userId: row.userId,
    kind: "subscription",
    amount: -price,
    reference: row.id,
    reason: row.planVersion.plan.name,
    idempotencyKey,
  });
}

/** The one key of a contract's n-th period: whoever renews it, by hand or by the worker, it is paid from the wallet once. */
export function renewalKey(subscriptionId: string, periodNumber: number): string {
  return `renew:${subscriptionId}:${periodNumber}`;
}

/** What was paid for a contract so far, in quota units: from the wallet, and by orders less their refunds. */
export async function paidFor(tx: ServiceContext, row: Contract): Promise<bigint> {
  const entries = await tx.db.ledgerEntry.findMany({
    where: { reference: row.id, kind: { in: ["subscription", "refund"] } },
    select: { id: true, amount: true },
  });
  // What staff reversed was not paid, and not given back.
  const reversed = await tx.db.ledgerEntry.findMany({
    where: { reference: { in: entries.map(({ id }) => id) }, kind: "reversal" },
    select: { amount: true },
  });
  const wallet = [...entries, ...reversed].reduce((sum, { amount }) => sum + amount, 0n);
  const orders = await tx.db.paymentOrder.findMany({
    where: { subscriptionId: row.id, status: "paid" },
    select: { amountMinor: true, refundedMinor: true, currency: true },
  });
  const byOrders = orders.reduce((sum, { amountMinor, refundedMinor, currency }) => {
    return sum + (walletPrice({ minor: amountMinor - refundedMinor, currency }, siteMoney()) ?? 0n);
  }, 0n);
  return byOrders - wallet;
}
