import type { AttemptRow, LogRow, PriceRow } from "./rows";

/** Sets quota aside for a request. `amount` in quota units; `ownerId` is the node that must settle it. */
export type ReserveOperation = {
  kind: "reserve";
  requestId: string;
  userId: string;
  tokenId: string | null;
  /** An unlimited token's own quota is neither asked nor touched. */
  isUnlimitedToken: boolean;
  amount: bigint;
  model: string;
  ownerId: string;
  createdAt: number;
  expiresAt: number;
};

/** Turns a hold into a charge (0 releases it) and writes the request's log, attempts and roll-up. */
export type SettleOperation = {
  kind: "settle";
  /** Quota units the request came to. */
  charge: bigint;
  log: LogRow;
  attempts: AttemptRow[];
  price: PriceRow | null;
  /**
   * True: no hold means somebody settled before, and nothing is done. False: the caller does not know whether its
   * reservation was written (the database went away during it), so the log is written either way, once.
   */
  isHoldRequired: boolean;
};

/** Writes the log of a request that never held any quota. */
export type RecordOperation = { kind: "record"; log: LogRow; attempts: AttemptRow[] };

export type Operation = ReserveOperation | SettleOperation | RecordOperation;

export type ReserveOutcome =
  | { kind: "reserve"; isReserved: true }
  | { kind: "reserve"; isReserved: false; insufficient: "user" | "token"; available: bigint };

/** `isFirst` is false when the request had been settled before: then nothing was charged now. */
export type SettleOutcome = { kind: "settle"; isFirst: boolean; charged: bigint; uncollected: bigint };

export type RecordOutcome = { kind: "record" };

export type Outcome = ReserveOutcome | SettleOutcome | RecordOutcome;

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
