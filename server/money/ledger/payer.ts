import type { BatchTally } from "./batch-tally";
import { type Allowance, type Funding, type Split, splitAmount } from "./funding";
import type { ReserveOperation, Shortage } from "./operation";
import type { Charged } from "./rows";

type Payer = Pick<ReserveOperation, "userId" | "tokenId" | "isUnlimitedToken" | "funding">;
type Due = { amount: bigint; allowance: Allowance | null };

/**
 * The allowance that pays: the first with something left that covers the amount together with the wallet, else the first
 * with something left, else the first, which then names the limit that was reached.
 */
export function chooseAllowance(
  tally: BatchTally,
  payer: Pick<Payer, "userId" | "funding">,
  amount: bigint,
): Allowance | null {
  const allowances = payer.funding?.allowances ?? [];
  const open = allowances.filter((allowance) => tally.windows.left(allowance) > 0n);
  const covering = open.find((allowance) => payable(tally, payer, { amount, allowance }).lacking === 0n);
  return covering ?? open[0] ?? allowances[0] ?? null;
}

/** How an amount can be paid now by wallet and plan, in the customer's order. */
export function payable(
  tally: BatchTally,
  payer: Pick<Payer, "userId" | "funding">,
  { amount, allowance }: Due,
): Split {
  const order = payer.funding?.order ?? "wallet_only";
  return splitAmount(amount, { order, wallet: tally.balance(payer.userId), plan: tally.windows.left(allowance) });
}

type Need = { needed: bigint; allowance: Allowance | null };

/** What lacks for `needed` quota units; null when there is enough. */
export function shortageOf(tally: BatchTally, payer: Payer, { needed, allowance }: Need): Shortage | null {
  const { lacking } = payable(tally, payer, { amount: needed, allowance });
  if (lacking > 0n) {
    const limit = tally.windows.reached(allowance);
    const insufficient = payer.funding?.order === "plan_only" ? "plan" : "user";
    return { insufficient, available: needed - lacking, ...(limit ? { limit } : {}) };
  }
  if (payer.isUnlimitedToken || payer.tokenId === null) return null;
  const remain = tally.remain(payer.tokenId);
  return remain < needed ? { insufficient: "token", available: remain } : null;
}

/** The allowance of a subscription among those that may pay, or null. */
export function findAllowance(funding: Funding | null, subscriptionId: string | null): Allowance | null {
  return funding?.allowances.find((allowance) => allowance.subscriptionId === subscriptionId) ?? null;
}

/** What a log row says of a charge and of what paid it. */
export function paidBy(charged: bigint, plan: bigint, allowance: Allowance | null): Charged {
  return { quota: charged, planQuota: plan, subscriptionId: plan > 0n && allowance ? allowance.subscriptionId : null };
}
