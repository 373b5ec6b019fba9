import type { Db } from "@/server/kernel/database/client";
import type { Allowance, Funding } from "@/server/money/ledger/funding";
import type { PlanPeriod } from "@/server/money/plan/schema";
import { readLimits } from "@/server/money/plan/terms";
import type { FundingOrder } from "@/server/money/subscription/schema";
import { type AllowanceTerms, windowsAt } from "@/server/money/subscription/window";

/** What an account pays with beside its wallet: kept with its keys until its subscriptions or its choice change. */
export type AccountFunding = { order: FundingOrder; contracts: readonly Contract[] };
type Contract = AllowanceTerms & { endsAt: Date };

/** An active subscription as it was read, with the terms of its plan. */
export type ContractRow = {
  id: string;
  startedAt: Date;
  periodEndAt: Date;
  planVersion: { period: string; limits: string; groupNames: string };
};

/** Reads the subscriptions of accounts, also those that begin later. Out: by account, what ends first at the head. */
export async function readContracts(db: Db, userIds: readonly string[]): Promise<Map<string, ContractRow[]>> {
  if (userIds.length === 0) return new Map();
  const rows = await db.subscription.findMany({
    where: { userId: { in: [...userIds] }, status: "active" },
    select: {
      id: true,
      userId: true,
      startedAt: true,
      periodEndAt: true,
      planVersion: { select: { period: true, limits: true, groupNames: true } },
    },
    // What ends first is spent first.
    orderBy: [{ periodEndAt: "asc" }, { id: "asc" }],
  });
  return Map.groupBy(rows, ({ userId }) => userId);
}

/** What an account pays with. Null: the wallet pays for everything. */
export function toFunding(fundingOrder: string, rows: readonly ContractRow[]): AccountFunding | null {
  const order = fundingOrder as FundingOrder;
  if (order === "wallet_only" || (rows.length === 0 && order !== "plan_only")) return null;
  const contracts = rows.map(({ id, startedAt, periodEndAt, planVersion }) => ({
    subscriptionId: id,
    startedAt,
    endsAt: periodEndAt,
    period: planVersion.period as PlanPeriod,
    limits: readLimits(planVersion.limits),
  }));
  return { order, contracts };
}

/** Reads an account's subscriptions. Null: the wallet pays for everything. */
export async function findFunding(db: Db, user: { id: string; fundingOrder: string }): Promise<AccountFunding | null> {
  return toFunding(user.fundingOrder, (await readContracts(db, [user.id])).get(user.id) ?? []);
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
