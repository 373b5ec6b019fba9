import type { FundingOrder } from "@/server/money/subscription/schema";

/** One stretch of a subscription's allowance. Instants are Unix milliseconds; `limitQuota` holds until its row exists. */
export type FundingWindow = { id: string; kind: string; startsAt: number; endsAt: number; limitQuota: bigint };

/** A running subscription: a request may spend from it as long as every one of its windows has something left. */
export type Allowance = { subscriptionId: string; windows: readonly FundingWindow[] };

/** What may pay for a request beside the wallet, and in which order; the allowance that ends first stands first. */
export type Funding = { order: FundingOrder; allowances: readonly Allowance[] };

/** What of a plan stood in the way of a request. */
export type ReachedLimit = {
  kind: string;
  limitQuota: bigint;
  /** Open holds included. */
  usedQuota: bigint;
  resetsAt: number;
};

/** How an amount is paid. `lacking` is what nothing covers. */
export type Split = { wallet: bigint; plan: bigint; lacking: bigint };

/** Splits an amount over wallet and plan in the order the customer chose; each gives at most what it has. */
export function splitAmount(amount: bigint, has: { order: FundingOrder; wallet: bigint; plan: bigint }): Split {
  const usesWallet = has.order !== "plan_only";
  const usesPlan = has.order !== "wallet_only";
  const isPlanFirst = has.order === "plan_first" || has.order === "plan_only";
  let plan = isPlanFirst ? least(amount, has.plan) : 0n;
  const wallet = usesWallet ? least(amount - plan, has.wallet) : 0n;
  if (usesPlan && !isPlanFirst) plan = least(amount - wallet, has.plan);
  return { wallet, plan, lacking: amount - wallet - plan };
}

function least(left: bigint, right: bigint): bigint {
  return left < right ? left : right;
}
