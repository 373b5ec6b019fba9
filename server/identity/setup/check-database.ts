import type { ServiceContext } from "@/server/kernel/context";
import type { DatabaseEngine } from "@/server/kernel/env";
import { logger } from "@/server/kernel/logger";
import { withTransaction } from "@/server/kernel/transaction";

const VERSION_SQL = {
  sqlite: "SELECT sqlite_version() AS version",
  postgresql: "SELECT current_setting('server_version') AS version",
  mysql: "SELECT version() AS version",
} as const satisfies Record<DatabaseEngine, string>;

const CHECK_TOPIC = "setup-check";

export type DatabaseCheck = {
  engine: DatabaseEngine;
  version: string;
  isWritable: boolean;
  /** Migrations applied whole, and whether one stopped half-way. */
  migrationCount: number;
  isMigrated: boolean;
};

/** What the first step of the set-up shows: which database this is, that it takes writes and has its tables. */
export async function checkDatabase(ctx: ServiceContext, engine: DatabaseEngine): Promise<DatabaseCheck> {
  const [version] = await ctx.db.$queryRawUnsafe<{ version: string }[]>(VERSION_SQL[engine]);
  const migrations = await ctx.db.$queryRawUnsafe<{ finished_at: unknown }[]>(
    "SELECT finished_at FROM _prisma_migrations",
  );
  const finished = migrations.filter((row) => row.finished_at !== null);
  return {
    engine,
    version: version?.version.split(" ")[0] ?? "",
    isWritable: await canWrite(ctx),
    migrationCount: finished.length,
    isMigrated: finished.length > 0 && finished.length === migrations.length,
  };
}

async function canWrite(ctx: ServiceContext): Promise<boolean> {
  try {
    await withTransaction(ctx, async (tx) => {
      const where = { topic: CHECK_TOPIC };
      await tx.db.stateVersion.upsert({ where, create: where, update: { version: { increment: 1 } } });
      await tx.db.stateVersion.deleteMany({ where });
    });
    return true;
  } catch (error) {
    logger.warn({ err: error }, "the database takes no writes");
    return false;
  }
}
