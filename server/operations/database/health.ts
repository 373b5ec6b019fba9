import type { PoolState } from "@/server/kernel/database/pool-watch";
import type { DatabaseEngine } from "@/server/kernel/env";
import type { AdviceCode, Readable } from "./schema";

/** Sizes in bytes. Null: not known. */
export type TableHealth = {
  name: string;
  /** From the database's own statistics, so about right. */
  rowCount: number | null;
  dataBytes: number | null;
  indexBytes: number | null;
  /** Rows that were deleted or replaced and still take room. */
  deadRowCount: number | null;
  analyzedAt: Date | null;
  oldestAt: Date | null;
};

export type Connections = { used: number; max: number; running: number; idleInTransaction: number | null };
export type LockWait = { waiter: string; blockedBy: string; waitedMs: number; statement: string };

/** What only a file has. */
export type FileHealth = {
  path: string;
  walBytes: number;
  freeBytes: number;
  pageBytes: number;
  journalMode: string;
  isSizeEstimated: boolean;
};

/** What an engine's reader finds out. */
export type EngineHealth = {
  version: string;
  sizeBytes: number;
  tables: Omit<TableHealth, "oldestAt">[];
  connections: Readable<Connections>;
  lockWaits: Readable<LockWait[]>;
  cacheHitShare: Readable<number>;
  file: FileHealth | null;
};

/** Something worth doing. `statement` is what to run, as it stands; empty where it is a matter of the server's settings. */
export type Advice = { code: AdviceCode; subject: string; statement: string };

export type DatabaseHealth = Omit<EngineHealth, "tables"> & {
  engine: DatabaseEngine;
  checkedAt: Date;
  tables: TableHealth[];
  /** Of the process that answers. */
  pools: PoolState[];
  advice: Advice[];
};
