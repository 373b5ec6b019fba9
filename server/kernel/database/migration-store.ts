import type { DatabaseEngine } from "../env";

/** One row of `_prisma_migrations`. Only MySQL can have unfinished ones: its DDL is not transactional. */
export type AppliedMigration = {
  name: string;
  checksum: string;
  isFinished: boolean;
  /** Statements that took effect. */
  stepCount: number;
};

/** What the runner needs of an engine. One connection, no pool: it ends with the run. */
export interface MigrationStore {
  readonly engine: DatabaseEngine;
  /** Runs `work` while no other process migrates the same database; waits for one that does. */
  exclusively<T>(work: () => Promise<T>): Promise<T>;
  applied(): Promise<AppliedMigration[]>;
  /** Runs the script and records it. All or nothing where the engine can; on MySQL from statement `fromStep` on. */
  up(migration: { name: string; checksum: string; sql: string }, fromStep: number): Promise<void>;
  /** Runs the script and removes the record. */
  down(migration: { name: string; sql: string }): Promise<void>;
  close(): Promise<void>;
}

/** How long a migrator waits for another one to finish. */
export const LOCK_WAIT_MS = 600_000;

/** The table Prisma Migrate keeps, so that its tools read our history. */
export const HISTORY_TABLE = "_prisma_migrations";
