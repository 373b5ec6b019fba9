import { ROLL_UP_NAMES } from "@/server/usage/rollup/rows";
import { RollUpTally } from "@/server/usage/rollup/tally";
import type { Funds, Outcome, RequestRecord } from "./operation";
import type { BatchPlan, BatchState, ChannelChange, Consumption, OpenHold, TokenChange, UserChange } from "./plan";
import type { AttemptRow, ChargedLogRow, FactRow, HoldRow, LoggedRow, LogRow, PriceRow } from "./rows";
import { WindowTally } from "./window-tally";

/**
 * A charge as the account, the token and the channel feel it: all of it, and the part that a plan paid. `count` −1 takes a
 * served request back.
 */
export type Spending = { log: LogRow; charged: bigint; plan: bigint; count?: 1 | -1 };

/** Adds up what the operations of a batch change, so that each of them sees what those before it have left. */
export class BatchTally {
  readonly windows: WindowTally;
  private readonly state: BatchState;
  private readonly users = new Map<string, UserChange>();
  private readonly tokens = new Map<string, TokenChange>();
  private readonly channels = new Map<string, ChannelChange>();
  private readonly holds: Map<string, OpenHold>;
  private readonly holdsAdded = new Map<string, HoldRow>();
  private readonly holdsRemoved: string[] = [];
  private readonly holdDeltas = new Map<string, bigint>();
  private readonly consumed = new Map<string, bigint>();
  private readonly logged: Map<string, LoggedRow>;
  private readonly logs: ChargedLogRow[] = [];
  private readonly logsReplaced: ChargedLogRow[] = [];
  private readonly attempts: AttemptRow[] = [];
  private readonly prices = new Map<string, PriceRow>();
  private readonly facts = new Map<string, FactRow>();
  private readonly rollUps = new RollUpTally();

  constructor(state: BatchState) {
    this.state = state;
    this.holds = new Map(state.holds);
    this.logged = new Map(state.logged);
    this.windows = new WindowTally(state.windows);
  }

  balance(userId: string): bigint {
    return (this.state.balances.get(userId) ?? 0n) + (this.users.get(userId)?.balance ?? 0n);
  }

  remain(tokenId: string): bigint {
    return (this.state.remains.get(tokenId) ?? 0n) + (this.tokens.get(tokenId)?.remain ?? 0n);
  }

  left(userId: string, limitedTokenId: string | null): Funds {
    return { balance: this.balance(userId), remain: limitedTokenId === null ? null : this.remain(limitedTokenId) };
  }

  user(id: string): UserChange {
    return entry(this.users, id, () => ({ id, balance: 0n, used: 0n, requests: 0 }));
  }

  token(id: string): TokenChange {
    return entry(this.tokens, id, () => ({ id, remain: 0n, used: 0n, requests: 0, lastUsedAt: 0 }));
  }

  hold(id: string): OpenHold | undefined {
    return this.holds.get(id);
  }

  addHold(hold: HoldRow): void {
    this.holds.set(hold.id, hold);
    this.holdsAdded.set(hold.id, hold);
    add(this.holdDeltas, hold.userId, hold.amount - hold.planAmount);
  }

  removeHold(id: string, hold: OpenHold): void {
    this.holds.delete(id);
    if (!this.holdsAdded.delete(id)) this.holdsRemoved.push(id);
    add(this.holdDeltas, hold.userId, hold.planAmount - hold.amount);
  }

  /** Takes a charge from the account, in its ledger and on its channel. What a plan paid, the wallet never saw. */
  spend(userId: string, { log, charged, plan, count = 1 }: Spending): void {
    const user = this.user(userId);
    const wallet = charged - plan;
    user.balance -= wallet;
    user.used += wallet;
    if (log.kind === "consume") user.requests += count;
    if (charged === 0n) return;
    if (wallet !== 0n) add(this.consumed, userId, wallet);
    if (log.channelId !== null) {
      entry(this.channels, log.channelId, (id) => ({ id, used: 0n })).used += charged;
    }
  }

  /** Counts a charge on a token; what is left of a limited one is the caller's to say. */
  countOnToken(tokenId: string, { log, charged, count = 1 }: Omit<Spending, "plan">): void {
    const token = this.token(tokenId);
    token.used += charged;
    if (log.kind === "consume") token.requests += count;
    token.lastUsedAt = Math.max(token.lastUsedAt, log.createdAt);
  }

  addPrice(price: PriceRow): void {
    this.prices.set(price.id, price);
  }

  /** The request's log row; undefined while it has none. */
  loggedRow(id: string): LoggedRow | undefined {
    return this.logged.get(id);
  }

  writeLog(row: ChargedLogRow, { attempts, facts }: Pick<RequestRecord, "attempts" | "facts">): void {
    this.logged.set(row.id, row);
    this.logs.push(row);
    for (const attempt of attempts) this.attempts.push(attempt);
    if (facts) for (const fact of facts) this.facts.set(fact.id, fact);
    this.rollUps.add(row);
  }

  /** `before` must be the row as it was written: its roll-up is taken back. */
  replaceLog(before: ChargedLogRow, after: ChargedLogRow): void {
    this.logged.set(after.id, after);
    this.logsReplaced.push(after);
    this.rollUps.add(before, -1);
    this.rollUps.add(after);
  }

  plan(outcomes: Outcome[]): BatchPlan {
    return {
      outcomes,
      users: sortedById(this.users),
      // A token that was deleted meanwhile has no row any more.
      tokens: sortedById(this.tokens).filter((token) => this.state.remains.has(token.id)),
      channels: sortedById(this.channels),
      holdsAdded: [...this.holdsAdded.values()],
      holdsRemoved: this.holdsRemoved,
      ...this.windows.changes(),
      consumptions: this.consumptions(),
      logs: this.logs,
      logsReplaced: this.logsReplaced,
      attempts: this.attempts,
      prices: sortedById(this.prices),
      facts: sortedById(this.facts),
      rollUps: ROLL_UP_NAMES.map((name) => ({ name, rows: this.rollUps.rows(name) })),
    };
  }

  private consumptions(): Consumption[] {
    const changed = [...this.consumed].filter(([, amount]) => amount !== 0n);
    return changed.sort(byKey).map(([userId, amount]) => ({
      userId,
      amount,
      balance: this.balance(userId),
      holdDelta: this.holdDeltas.get(userId) ?? 0n,
    }));
  }
}

function add(sums: Map<string, bigint>, key: string, amount: bigint): void {
  sums.set(key, (sums.get(key) ?? 0n) + amount);
}

function entry<Key, Value>(map: Map<Key, Value>, key: Key, create: (key: Key) => Value): Value {
  const found = map.get(key);
  if (found !== undefined) return found;
  const made = create(key);
  map.set(key, made);
  return made;
}

function byKey([left]: [string, unknown], [right]: [string, unknown]): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

function sortedById<Row extends { id: string }>(rows: Map<string, Row>): Row[] {
  return [...rows].sort(byKey).map(([, row]) => row);
}
