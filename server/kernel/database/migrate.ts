import { engineOf } from "../env";
import type { RetryOptions } from "./connect";
import { type Migration, readMigrations } from "./migration-files";
import type { AppliedMigration, MigrationStore } from "./migration-store";
import { openMysqlMigrationStore } from "./migration-store-mysql";
import { openPostgresqlMigrationStore } from "./migration-store-postgresql";
import { openSqliteMigrationStore } from "./migration-store-sqlite";
import { type DatabaseOptions, databaseOptions } from "./options";

/** Why a database cannot be migrated, in words for the person who runs the service. */
export class MigrationError extends Error {
  override name = "MigrationError";
}

export type MigrateInput = {
  url: string;
  options?: DatabaseOptions;
  /** Other migrations than this build's, for tests. */
  migrations?: Migration[];
  onRetry?: RetryOptions["onRetry"];
};

export type MigrationStatus = { applied: string[]; pending: string[] };

/**
 * Applies what is missing, oldest first, under the database's lock. In: the database's address. Out: the names applied
 * now. Throws MigrationError, with the database untouched, when it is newer than this build or its history differs.
 */
export async function migrate(input: MigrateInput): Promise<string[]> {
  return withStore(input, async (store, migrations) => {
    const applied = await store.applied();
    refuseForeignHistory(applied, migrations);
    const names: string[] = [];
    for (const migration of migrations) {
      const record = applied.find((candidate) => candidate.name === migration.name);
      if (record?.isFinished === true) continue;
      await explain(migration.name, () => store.up({ ...migration, sql: migration.upSql }, record?.stepCount ?? 0));
      names.push(migration.name);
    }
    return names;
  });
}

/** Takes back the newest `count` migrations with their down scripts. Out: the names taken back, newest first. */
export async function migrateDown(input: MigrateInput, count: number): Promise<string[]> {
  return withStore(input, async (store, migrations) => {
    const applied = await store.applied();
    refuseForeignHistory(applied, migrations);
    const broken = applied.find((record) => !record.isFinished);
    if (broken !== undefined) {
      throw new MigrationError(
        `The migration ${broken.name} stopped half-way. Run the migrations first, then take them back.`,
      );
    }
    const newest = migrations.filter(({ name }) => applied.some((record) => record.name === name)).reverse();
    const names: string[] = [];
    for (const migration of newest.slice(0, count)) {
      await explain(migration.name, () => store.down({ name: migration.name, sql: migration.downSql }));
      names.push(migration.name);
    }
    return names;
  });
}

/** Which migrations the database has and lacks. Throws MigrationError like `migrate`. */
export async function migrationStatus(input: MigrateInput): Promise<MigrationStatus> {
  return withStore(input, async (store, migrations) => {
    const applied = await store.applied();
    refuseForeignHistory(applied, migrations);
    const isDone = (name: string) => applied.some((record) => record.name === name && record.isFinished);
    const names = migrations.map((migration) => migration.name);
    return { applied: names.filter(isDone), pending: names.filter((name) => !isDone(name)) };
  });
}

async function withStore<T>(
  input: MigrateInput,
  work: (store: MigrationStore, migrations: Migration[]) => Promise<T>,
): Promise<T> {
  const store = await openStore(input);
  try {
    const migrations = input.migrations ?? readMigrations(store.engine);
    return await store.exclusively(() => work(store, migrations));
  } finally {
    await store.close();
  }
}

async function openStore({ url, options = databaseOptions(), onRetry }: MigrateInput): Promise<MigrationStore> {
  const retry: RetryOptions = { retrySeconds: options.connectRetrySeconds, ...(onRetry ? { onRetry } : {}) };
  switch (engineOf(url)) {
    case "sqlite":
      return openSqliteMigrationStore(url);
    case "postgresql":
      return openPostgresqlMigrationStore(url, options, retry);
    case "mysql":
      return openMysqlMigrationStore(url, options, retry);
    case null:
      throw new MigrationError("The database address must begin with file:, postgresql:// or mysql://.");
  }
}

function refuseForeignHistory(applied: AppliedMigration[], migrations: Migration[]): void {
  for (const record of applied) {
    const migration = migrations.find((candidate) => candidate.name === record.name);
    if (migration === undefined) {
      throw new MigrationError(
        `The database is newer than this build: it has the migration ${record.name}, which this build does not know. Start the newer build, or restore a backup from before it.`,
      );
    }
    if (migration.checksum !== record.checksum) {
      throw new MigrationError(
        `The migration ${record.name} was changed after this database applied it. Put its text back, and make the change in a new migration.`,
      );
    }
  }
}

async function explain(name: string, run: () => Promise<void>): Promise<void> {
  try {
    await run();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new MigrationError(`The migration ${name} failed: ${reason}`, { cause: error });
  }
}
