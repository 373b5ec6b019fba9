import type { RollUpName, RollUpRow } from "@/server/usage/rollup/rows";
import { BatchTally } from "./batch-tally";
import type {
  Batch,
  CancelOperation,
  CancelOutcome,
  ChargeOperation,
  ChargeOutcome,
  Operation,
  Outcome,
  ReserveOperation,
  ReserveOutcome,
  SettleOperation,
  SettleOutcome,
} from "./operation";
import { chooseAllowance, findAllowance, paidBy, payable, shortageOf } from "./payer";
import type {
  AllowanceWindowRow,
  AttemptRow,
  ChargedLogRow,
  FactRow,
  HoldRow,
  LoggedRow,
  LogRow,
  PriceRow,
} from "./rows";
import type { OpenWindow, WindowChange } from "./window-tally";

/** The rows a batch decides on, read under lock. Missing users and tokens are absent. */
export type BatchState = {
  /** user id → balance */
  balances: ReadonlyMap<string, bigint>;
  /** id → quota left of the limited tokens in the batch */
  remains: ReadonlyMap<string, bigint>;
  holds: ReadonlyMap<string, OpenHold>;
  /** Request id → the log row it has already, of those that were asked for. */
  logged: ReadonlyMap<string, LoggedRow>;
  /** id → a plan's window; those that nothing was spent from are absent. */
  windows: ReadonlyMap<string, OpenWindow>;
};
export type OpenHold = Pick<HoldRow, "userId" | "tokenId" | "amount" | "tokenAmount" | "planAmount" | "subscriptionId">;

export type UserChange = { id: string; balance: bigint; used: bigint; requests: number };
export type TokenChange = { id: string; remain: bigint; used: bigint; requests: number; lastUsedAt: number };
export type ChannelChange = { id: string; used: bigint };
/** Adds to the user's consumption of the hour. Ledger sum afterwards = balance + open holds before the batch + holdDelta. */
export type Consumption = { userId: string; amount: bigint; balance: bigint; holdDelta: bigint };

/** Everything a batch writes. The changes are relative; balances and remains are guarded against going below 0. */
export type BatchPlan = {
  outcomes: Outcome[];
  users: UserChange[];
  tokens: TokenChange[];
  channels: ChannelChange[];
  holdsAdded: HoldRow[];
  holdsRemoved: string[];
  windowsAdded: AllowanceWindowRow[];
  windows: WindowChange[];
  consumptions: Consumption[];
  logs: ChargedLogRow[];
  /** Rows that take the place of those with the same id. */
  logsReplaced: ChargedLogRow[];
  attempts: AttemptRow[];
  prices: PriceRow[];
  facts: FactRow[];
  /** What is added to each roll-up; a row that is not there yet begins with it. */
  rollUps: { name: RollUpName; rows: RollUpRow[] }[];
};

/**
 * Decides a batch in the order of arrival. In: the operations and the locked rows. Out: each operation's outcome and what
 * is to be written. Pure: the same code decides on every database.
 * Rules: ARCHITECTURE.md. A reservation passes only as a whole; a charge beyond the hold takes no more than wallet and plan have.
 */
export function planBatch(batch: Batch, state: BatchState): BatchPlan {
  const tally = new BatchTally(state);
  return tally.plan(batch.operations.map((operation) => decide(tally, operation)));
}

function decide(tally: BatchTally, operation: Operation): Outcome {
  switch (operation.kind) {
    case "reserve":
      return reserve(tally, operation);
    case "settle":
      return settle(tally, operation);
    case "charge":
      return charge(tally, operation);
    case "cancel":
      return cancel(tally, operation);
    case "record":
      if (tally.loggedRow(operation.log.id) === undefined) tally.writeLog(uncharged(operation.log), operation);
      return { kind: "record" };
  }
}

function reserve(tally: BatchTally, operation: ReserveOperation): ReserveOutcome {
  const { userId, tokenId, amount, requestId } = operation;
  const limitedTokenId = operation.isUnlimitedToken ? null : tokenId;
  // A hold that is there was written by a try whose commit we never heard of.
  if (!tally.hold(requestId)) {
    const allowance = chooseAllowance(tally, operation, amount);
    const shortage = shortageOf(tally, operation, { needed: amount, allowance });
    if (shortage) return { kind: "reserve", isReserved: false, ...shortage };
    const { wallet, plan } = payable(tally, operation, { amount, allowance });
    tally.user(userId).balance -= wallet;
    tally.windows.spend(allowance, plan);
    if (limitedTokenId !== null) tally.token(limitedTokenId).remain -= amount;
    tally.addHold({
      id: requestId,
      userId,
      tokenId,
      amount,
      tokenAmount: limitedTokenId === null ? 0n : amount,
      planAmount: plan,
      subscriptionId: plan > 0n && allowance ? allowance.subscriptionId : null,
      model: operation.model,
      ownerId: operation.ownerId,
      createdAt: operation.createdAt,
      expiresAt: operation.expiresAt,
    });
  }
  return { kind: "reserve", isReserved: true, left: tally.left(userId, limitedTokenId) };
}

function settle(tally: BatchTally, operation: SettleOperation): SettleOutcome {
  const { log, price } = operation;
  const hold = tally.hold(log.id);
  if (!hold) {
    const isFirst = !operation.isHoldRequired && tally.loggedRow(log.id) === undefined;
    if (isFirst) tally.writeLog(uncharged(log), operation);
    return { kind: "settle", isFirst, charged: 0n, uncollected: 0n, left: null };
  }
  const { userId, tokenId, tokenAmount, planAmount, subscriptionId } = hold;
  tally.removeHold(log.id, hold);
  // All that was held goes back first, so the charge is split anew by what there is now: it never comes to less.
  tally.user(userId).balance += hold.amount - planAmount;
  tally.windows.spend(findAllowance(operation.funding, subscriptionId), -planAmount);
  const payer = { userId, funding: operation.funding };
  const allowance = findAllowance(operation.funding, subscriptionId) ?? chooseAllowance(tally, payer, operation.charge);
  const { wallet, plan, lacking } = payable(tally, payer, { amount: operation.charge, allowance });
  const charged = wallet + plan;
  tally.windows.spend(allowance, plan);
  tally.spend(userId, { log, charged, plan });
  if (tokenId !== null && tokenAmount > 0n) {
    // A limited token pays the excess as far as it has quota left; its user pays all of it.
    const token = tally.token(tokenId);
    token.remain += tokenAmount;
    token.remain -= least(charged, tally.remain(tokenId));
  }
  if (tokenId !== null) tally.countOnToken(tokenId, { log, charged });
  if (price !== null) tally.addPrice(price);
  tally.writeLog({ ...log, ...paidBy(charged, plan, allowance), uncollectedQuota: lacking }, operation);
  const left = tally.left(userId, tokenAmount > 0n ? tokenId : null);
  return { kind: "settle", isFirst: true, charged, uncollected: lacking, left };
}

/** A reservation and its settlement with nothing in between: the same condition, the same sums. What is owed asks for nothing. */
function charge(tally: BatchTally, operation: ChargeOperation): ChargeOutcome {
  const { userId, tokenId, amount, log, price } = operation;
  const limitedTokenId = operation.isUnlimitedToken ? null : tokenId;
  let uncollected = 0n;
  // A log row that is there was written by a try whose commit we never heard of.
  if (tally.loggedRow(log.id) === undefined) {
    const needed = amount > operation.charge && !operation.isOwed ? amount : operation.charge;
    const allowance = chooseAllowance(tally, operation, needed);
    const shortage = operation.isOwed ? null : shortageOf(tally, operation, { needed, allowance });
    if (shortage) return { kind: "charge", isCharged: false, ...shortage };
    const { wallet, plan, lacking } = payable(tally, operation, { amount: operation.charge, allowance });
    const charged = wallet + plan;
    uncollected = lacking;
    tally.windows.spend(allowance, plan);
    tally.spend(userId, { log, charged, plan });
    if (limitedTokenId !== null) tally.token(limitedTokenId).remain -= least(charged, tally.remain(limitedTokenId));
    if (tokenId !== null) tally.countOnToken(tokenId, { log, charged });
    if (price !== null) tally.addPrice(price);
    tally.writeLog({ ...log, ...paidBy(charged, plan, allowance), uncollectedQuota: lacking }, operation);
  }
  return { kind: "charge", isCharged: true, left: tally.left(userId, limitedTokenId), uncollected };
}

/** A charge is written whole with its log row or not at all; that row alone knows how it was split. */
function cancel(tally: BatchTally, { charge: undone, log }: CancelOperation): CancelOutcome {
  const written = tally.loggedRow(log.id);
  if (written === undefined) tally.writeLog(uncharged(log), undone);
  // A row of another kind was left by a try of this operation whose commit we never heard of.
  if (written?.kind !== undone.log.kind) return { kind: "cancel", wasCharged: false };
  const { userId, tokenId, charge: charged } = undone;
  const { planQuota, subscriptionId } = written;
  const refund = { log: undone.log, charged: -charged, plan: -planQuota, count: -1 } as const;
  tally.spend(userId, refund);
  tally.windows.spend(findAllowance(undone.funding, subscriptionId), -planQuota);
  if (tokenId !== null) {
    if (!undone.isUnlimitedToken) tally.token(tokenId).remain += charged;
    tally.countOnToken(tokenId, refund);
  }
  tally.replaceLog({ ...undone.log, quota: charged, planQuota, subscriptionId, uncollectedQuota: 0n }, uncharged(log));
  return { kind: "cancel", wasCharged: true };
}

function uncharged(log: LogRow): ChargedLogRow {
  return { ...log, quota: 0n, planQuota: 0n, subscriptionId: null, uncollectedQuota: 0n };
}

function least(left: bigint, right: bigint): bigint {
  return left < right ? left : right;
}
