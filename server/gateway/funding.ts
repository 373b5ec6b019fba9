import type { Db } from "@/server/kernel/database/client";
import type { Allowance, Funding } from "@/server/money/ledger/funding";
import type { PlanPeriod } from "@/server/money/plan/schema";
import { readLimits } from "@/server/money/plan/terms";
import type { FundingOrder } from "@/server/money/subscription/schema";
import { type AllowanceTerms, windowsAt } from "@/server/money/subscription/window";

/** What an account pays with beside its wallet: kept with its keys until its subscriptions or its choice change. */
export type AccountFunding = { order: FundingOrder; contracts: readonly Contract[] };
type Contract = AllowanceTerms & { endsAt: Date };

/** Reads an account's subscriptions, also those that begin later. Null: the wallet pays for everything. */
export async function findFunding(db: Db, user: { id: string; fundingOrder: string }): Promise<AccountFunding | null> {
  const order = user.fundingOrder as FundingOrder;
  if (order === "wallet_only") return null;
  const rows = await db.subscription.findMany({
    where: { userId: user.id, status: "active" },
    select: { id: true, startedAt: true, periodEndAt: true, planVersion: { select: { period: true, limits: true } } },
    // What ends first is spent first.
    orderBy: [{ periodEndAt: "asc" }, { id: "asc" }],
  });
  if (rows.length === 0 && order !== "plan_only") return null;
  const contracts = rows.map(({ id, startedAt, periodEndAt, planVersion }) => ({
    subscriptionId: id,
    startedAt,
    endsAt: periodEndAt,
    period: planVersion.period as PlanPeriod,
    limits: readLimits(planVersion.limits),
  }));
  return { order, contracts };
}

/** What may pay for a request that began at an instant, to the millisecond; null: the wallet alone. */
export function fundingAt(account: AccountFunding | null, atMs: number): Funding | null {
  if (account === null) return null;
  const at = new Date(atMs);
  const running = account.contracts.filter(({ startedAt, endsAt }) => startedAt <= at && at < endsAt);
  if (running.length === 0 && account.order !== "plan_only") return null;
  return { order: account.order, allowances: running.map((contract) => allowanceOf(contract, at)) };
}

function allowanceOf(contract: Contract, at: Date): Allowance {
  const windows = windowsAt(contract, at).map((window) => ({
    id: window.id,
    kind: window.kind,
    startsAt: window.startsAt.getTime(),
    endsAt: window.endsAt.getTime(),
    limitQuota: window.limitQuota,
  }));
  return { subscriptionId: contract.subscriptionId, windows };
}
