import type { Batch, Outcome, ReserveOperation, ReserveOutcome, SettleOperation, SettleOutcome } from "./operation";
import type { AttemptRow, ChargedLogRow, HoldRow, LogRow, PriceRow, UsageHourRow } from "./rows";
import { addUsage } from "./usage-hour";

/** The rows a batch decides on, read under lock. Missing users and tokens are absent. */
export type BatchState = {
  /** user id → balance */
  balances: ReadonlyMap<string, bigint>;
  /** id → quota left of the limited tokens in the batch */
  remains: ReadonlyMap<string, bigint>;
  holds: ReadonlyMap<string, OpenHold>;
  /** Request ids that already have a log row, of those that were asked for. */
  loggedIds: ReadonlySet<string>;
};
export type OpenHold = Pick<HoldRow, "userId" | "tokenId" | "amount" | "tokenAmount">;

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
  consumptions: Consumption[];
  logs: ChargedLogRow[];
  attempts: AttemptRow[];
  prices: PriceRow[];
  usageHours: UsageHourRow[];
};

/**
 * Decides a batch in the order of arrival. In: the operations and the locked rows. Out: each operation's outcome and what
 * is to be written. Pure: the same code decides on every database.
 * Rules: DESIGN §4. A reservation passes only as a whole; a charge beyond the hold takes no more than the balance has.
 */
export function planBatch(batch: Batch, state: BatchState): BatchPlan {
  const planner = new Planner(state);
  for (const operation of batch.operations) {
    if (operation.kind === "reserve") planner.reserve(operation);
    else if (operation.kind === "settle") planner.settle(operation);
    else planner.record(operation.log, operation.attempts);
  }
  return planner.plan();
}

class Planner {
  private readonly state: BatchState;
  private readonly outcomes: Outcome[] = [];
  private readonly users = new Map<string, UserChange>();
  private readonly tokens = new Map<string, TokenChange>();
  private readonly channels = new Map<string, ChannelChange>();
  private readonly holds: Map<string, OpenHold>;
  private readonly holdsAdded = new Map<string, HoldRow>();
  private readonly holdsRemoved: string[] = [];
  private readonly holdDeltas = new Map<string, bigint>();
  private readonly consumed = new Map<string, bigint>();
  private readonly logged: Set<string>;
  private readonly logs: ChargedLogRow[] = [];
  private readonly attempts: AttemptRow[] = [];
  private readonly prices = new Map<string, PriceRow>();
  private readonly usageHours = new Map<string, UsageHourRow>();

  constructor(state: BatchState) {
    this.state = state;
    this.holds = new Map(state.holds);
    this.logged = new Set(state.loggedIds);
  }

  reserve(operation: ReserveOperation): void {
    this.outcomes.push(this.reserved(operation));
  }

  private reserved(operation: ReserveOperation): ReserveOutcome {
    const { userId, tokenId, amount, requestId } = operation;
    // Written by a try whose commit we never heard of.
    if (this.holds.has(requestId)) return { kind: "reserve", isReserved: true };
    const available = this.balance(userId);
    if (available < amount) return { kind: "reserve", isReserved: false, insufficient: "user", available };
    const limitedTokenId = operation.isUnlimitedToken ? null : tokenId;
    if (limitedTokenId !== null) {
      const remain = this.remain(limitedTokenId);
      if (remain < amount) return { kind: "reserve", isReserved: false, insufficient: "token", available: remain };
      this.token(limitedTokenId).remain -= amount;
    }
    this.user(userId).balance -= amount;
    const hold: HoldRow = {
      id: requestId,
      userId,
      tokenId,
      amount,
      tokenAmount: limitedTokenId === null ? 0n : amount,
      model: operation.model,
      ownerId: operation.ownerId,
      createdAt: operation.createdAt,
      expiresAt: operation.expiresAt,
    };
    this.holds.set(requestId, hold);
    this.holdsAdded.set(requestId, hold);
    this.addHoldDelta(userId, amount);
    return { kind: "reserve", isReserved: true };
  }

  settle(operation: SettleOperation): void {
    this.outcomes.push(this.settled(operation));
  }

  private settled(operation: SettleOperation): SettleOutcome {
    const { log, attempts, price, charge } = operation;
    const hold = this.holds.get(log.id);
    if (!hold) {
      const isFirst = !operation.isHoldRequired && !this.logged.has(log.id);
      if (isFirst) this.writeLog({ ...log, quota: 0n, uncollectedQuota: 0n }, attempts);
      return { kind: "settle", isFirst, charged: 0n, uncollected: 0n };
    }
    this.removeHold(log.id, hold);
    const user = this.user(hold.userId);
    user.balance += hold.amount;
    const balance = this.balance(hold.userId);
    const charged = charge < balance ? charge : balance;
    user.balance -= charged;
    user.used += charged;
    if (log.kind === "consume") user.requests += 1;
    this.settleToken(hold, { log, charged });
    if (charged > 0n) this.consumed.set(hold.userId, (this.consumed.get(hold.userId) ?? 0n) + charged);
    if (charged > 0n && log.channelId !== null) this.channel(log.channelId).used += charged;
    if (price !== null) this.prices.set(price.id, price);
    this.writeLog({ ...log, quota: charged, uncollectedQuota: charge - charged }, attempts);
    return { kind: "settle", isFirst: true, charged, uncollected: charge - charged };
  }

  /** A limited token pays the excess as far as it has quota left; its user pays all of it. */
  private settleToken(hold: OpenHold, { log, charged }: { log: LogRow; charged: bigint }): void {
    if (hold.tokenId === null) return;
    const token = this.token(hold.tokenId);
    if (hold.tokenAmount > 0n) {
      token.remain += hold.tokenAmount;
      const remain = this.remain(hold.tokenId);
      token.remain -= charged < remain ? charged : remain;
    }
    token.used += charged;
    if (log.kind === "consume") token.requests += 1;
    token.lastUsedAt = Math.max(token.lastUsedAt, log.createdAt);
  }

  record(log: LogRow, attempts: AttemptRow[]): void {
    if (!this.logged.has(log.id)) this.writeLog({ ...log, quota: 0n, uncollectedQuota: 0n }, attempts);
    this.outcomes.push({ kind: "record" });
  }

  private removeHold(id: string, hold: OpenHold): void {
    this.holds.delete(id);
    if (!this.holdsAdded.delete(id)) this.holdsRemoved.push(id);
    this.addHoldDelta(hold.userId, -hold.amount);
  }

  private writeLog(row: ChargedLogRow, attempts: AttemptRow[]): void {
    this.logged.add(row.id);
    this.logs.push(row);
    for (const attempt of attempts) this.attempts.push(attempt);
    addUsage(this.usageHours, row);
  }

  private balance(userId: string): bigint {
    return (this.state.balances.get(userId) ?? 0n) + (this.users.get(userId)?.balance ?? 0n);
  }

  private remain(tokenId: string): bigint {
    return (this.state.remains.get(tokenId) ?? 0n) + (this.tokens.get(tokenId)?.remain ?? 0n);
  }

  private addHoldDelta(userId: string, amount: bigint): void {
    this.holdDeltas.set(userId, (this.holdDeltas.get(userId) ?? 0n) + amount);
  }

  private user(id: string): UserChange {
    return entry(this.users, id, () => ({ id, balance: 0n, used: 0n, requests: 0 }));
  }

  private token(id: string): TokenChange {
    return entry(this.tokens, id, () => ({ id, remain: 0n, used: 0n, requests: 0, lastUsedAt: 0 }));
  }

  private channel(id: string): ChannelChange {
    return entry(this.channels, id, () => ({ id, used: 0n }));
  }

  plan(): BatchPlan {
    return {
      outcomes: this.outcomes,
      users: sortedById(this.users),
      // A token that was deleted meanwhile has no row any more.
      tokens: sortedById(this.tokens).filter((token) => this.state.remains.has(token.id)),
      channels: sortedById(this.channels),
      holdsAdded: [...this.holdsAdded.values()],
      holdsRemoved: this.holdsRemoved,
      consumptions: [...this.consumed].sort(byKey).map(([userId, amount]) => ({
        userId,
        amount,
        balance: this.balance(userId),
        holdDelta: this.holdDeltas.get(userId) ?? 0n,
      })),
      logs: this.logs,
      attempts: this.attempts,
      prices: sortedById(this.prices),
      usageHours: [...this.usageHours].sort(byKey).map(([, row]) => row),
    };
  }
}

function entry<Key, Value>(map: Map<Key, Value>, key: Key, create: () => Value): Value {
  const found = map.get(key);
  if (found !== undefined) return found;
  const made = create();
  map.set(key, made);
  return made;
}

function byKey([left]: [string, unknown], [right]: [string, unknown]): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

function sortedById<Row extends { id: string }>(rows: Map<string, Row>): Row[] {
  return [...rows].sort(byKey).map(([, row]) => row);
}
