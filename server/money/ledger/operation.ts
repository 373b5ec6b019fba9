import type { Funding, ReachedLimit } from "./funding";
import type { AttemptRow, FactRow, LogRow, PriceRow } from "./rows";

/** Sets quota aside for a request. `amount` in quota units; `ownerId` is the node that must settle it. */
export type ReserveOperation = {
  kind: "reserve";
  requestId: string;
  userId: string;
  tokenId: string | null;
  /** An unlimited token's own quota is neither asked nor touched. */
  isUnlimitedToken: boolean;
  amount: bigint;
  /** What else pays for it; null: the wallet alone. */
  funding: Funding | null;
  model: string;
  ownerId: string;
  createdAt: number;
  expiresAt: number;
};

/** What is written of a request once it is over. `facts`: those its row names that may not be stored yet. */
export type RequestRecord = { log: LogRow; attempts: readonly AttemptRow[]; facts?: readonly FactRow[] };

/** Turns a hold into a charge (0 releases it) and writes the request's log, attempts and roll-up. */
export type SettleOperation = RequestRecord & {
  kind: "settle";
  /** Quota units the request came to. */
  charge: bigint;
  /** As it was reserved with: what the plan holds is in these windows. */
  funding: Funding | null;
  price: PriceRow | null;
  /**
   * True: no hold means somebody settled before, and nothing is done. False: the caller does not know whether its
   * reservation was written (the database went away during it), so the log is written either way, once.
   */
  isHoldRequired: boolean;
};

/**
 * Reserves and settles in one step a request that was over before its reservation was written: it passes on the same
 * condition as the reservation (`amount`), then pays as its settlement would, and no hold is ever seen.
 */
export type ChargeOperation = RequestRecord & {
  kind: "charge";
  userId: string;
  tokenId: string | null;
  isUnlimitedToken: boolean;
  /** What a reservation would have set aside. */
  amount: bigint;
  /** Quota units the request came to; more than `amount` must be reserved and settled instead, unless it is owed. */
  charge: bigint;
  funding: Funding | null;
  price: PriceRow | null;
  /**
   * The answer was given out while the database was away: it is charged on no condition, as far as there is anything to take,
   * and what lacks is written down as uncollected.
   */
  isOwed?: true;
};

/**
 * Takes a charge back of which nobody knows whether it was written, because its answer was never given: if it was, all of
 * it is undone; either way the request's log is `log`, which charges nothing.
 */
export type CancelOperation = { kind: "cancel"; charge: ChargeOperation; log: LogRow };

/** Writes the log of a request that never held any quota. */
export type RecordOperation = RequestRecord & { kind: "record" };

export type Operation = ReserveOperation | SettleOperation | ChargeOperation | CancelOperation | RecordOperation;

/** What was left right after an operation, quota units. `remain` is the limited token's, null for an unlimited one. */
export type Funds = { balance: bigint; remain: bigint | null };

/**
 * Why a reservation or a charge did not pass: what lacked, and how much of it there was. "plan": the allowance alone was to
 * pay. `limit` is what of a plan was reached, where one could have paid.
 */
export type Shortage = { insufficient: "user" | "token" | "plan"; available: bigint; limit?: ReachedLimit };

export type ReserveOutcome =
  | { kind: "reserve"; isReserved: true; left: Funds }
  | ({ kind: "reserve"; isReserved: false } & Shortage);

/** `isFirst` is false when the request had been settled before: then nothing was charged now. */
export type SettleOutcome = {
  kind: "settle";
  isFirst: boolean;
  charged: bigint;
  uncollected: bigint;
  /** Null when there was no hold to settle. */
  left: Funds | null;
};

export type ChargeOutcome =
  | { kind: "charge"; isCharged: true; left: Funds; uncollected: bigint }
  | ({ kind: "charge"; isCharged: false } & Shortage);

/** `wasCharged`: the charge had been written, and is undone now. */
export type CancelOutcome = { kind: "cancel"; wasCharged: boolean };

export type RecordOutcome = { kind: "record" };

export type Outcome = ReserveOutcome | SettleOutcome | ChargeOutcome | CancelOutcome | RecordOutcome;

/** The operations of one transaction. `isRetry`: an earlier try may have been committed without our learning of it. */
export type Batch = { operations: readonly Operation[]; now: number; isRetry: boolean };

/** A database that can write a batch in one transaction, or not at all. Outcomes stand in the order of the operations. */
export type LedgerStore = {
  write(batch: Batch): Promise<Outcome[]>;
  /** Whether an error is a lost race (deadlock, serialisation) that trying again mends. */
  isConflict(error: unknown): boolean;
  /** Whether an error means that the database cannot be reached or cannot write now. */
  isUnavailable(error: unknown): boolean;
  close(): Promise<void>;
};
