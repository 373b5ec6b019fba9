import { authorize } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { readPools } from "@/server/kernel/database/pool-watch";
import { type ReadStore, readStoreOf } from "@/server/kernel/database/read-store";
import { ReadTimeoutError } from "@/server/kernel/database/read-timeout";
import { asText } from "@/server/kernel/database/sql-values";
import { AppError } from "@/server/kernel/errors";
import { adviceFor } from "./advice";
import { expectedIndexes } from "./expected-indexes";
import { findIndexes } from "./found-indexes";
import type { DatabaseHealth, EngineHealth } from "./health";
import { readMysqlHealth } from "./health-mysql";
import { readPostgresqlHealth } from "./health-postgresql";
import { readSqliteHealth } from "./health-sqlite";
import { compareIndexes, type IndexFinding } from "./index-check";
import { readOldest } from "./oldest-rows";

const INTEGRITY_TIMEOUT_MS = 120_000;
const FAULTS_MAX = 20;
const SHOWN_SLOW_MAX = 200;

/** How the database is: size by table, connections, lock waits, cache, and what would do it good. Reads statistics only. */
export async function getDatabaseHealth(ctx: ServiceContext): Promise<DatabaseHealth> {
  authorize(ctx, "database.read");
  const store = readStoreOf(ctx.db);
  const health = await readHealth(store);
  const oldest = await readOldest(
    store,
    health.tables.map(({ name }) => name),
  );
  const bytes = (table: EngineHealth["tables"][number]) => (table.dataBytes ?? 0) + (table.indexBytes ?? 0);
  return {
    ...health,
    engine: store.engine,
    checkedAt: ctx.clock(),
    tables: health.tables
      .map((table) => ({ ...table, oldestAt: oldest.get(table.name) ?? null }))
      .sort((left, right) => bytes(right) - bytes(left)),
    pools: readPools(),
    advice: adviceFor(store.engine, health),
  };
}

function readHealth(store: ReadStore): Promise<EngineHealth> {
  switch (store.engine) {
    case "sqlite":
      return readSqliteHealth(store);
    case "postgresql":
      return readPostgresqlHealth(store);
    case "mysql":
      return readMysqlHealth(store);
  }
}

/** The indexes that are missing, broken, foreign or without use, each with the statements that mend it. */
export async function checkIndexes(
  ctx: ServiceContext,
): Promise<{ findings: IndexFinding[]; indexCount: number; statisticsSince: Date | null }> {
  authorize(ctx, "database.read");
  const store = readStoreOf(ctx.db);
  const { engine } = store;
  const found = await findIndexes(store);
  const partitions = await readPartitions(store);
  const expected = expectedIndexes(engine);
  const findings = compareIndexes({ ...found, engine, expected, partitions, now: ctx.clock() });
  return { findings, indexCount: found.indexes.length, statisticsSince: found.statisticsSince };
}

async function readPartitions(store: ReadStore): Promise<Map<string, string[]>> {
  const partitions = new Map<string, string[]>();
  if (store.engine !== "postgresql") return partitions;
  const rows = await store.query(
    `SELECT p.relname AS parent, c.relname AS name FROM pg_inherits i
     JOIN pg_class p ON p.oid = i.inhparent JOIN pg_class c ON c.oid = i.inhrelid
     WHERE p.relkind = 'p' AND p.relnamespace = current_schema()::regnamespace ORDER BY 1, 2`,
  );
  for (const row of rows) {
    const parent = asText(row.parent);
    partitions.set(parent, [...(partitions.get(parent) ?? []), asText(row.name)]);
  }
  return partitions;
}

export type SlowQueryView = {
  id: string;
  node: string;
  statement: string;
  queryPlan: string;
  callCount: number;
  totalMs: number;
  longestMs: number;
  lastSeenAt: Date;
};

/** Our statements that took longer than the setting says, the slowest first. */
export async function listSlowQueries(ctx: ServiceContext): Promise<SlowQueryView[]> {
  authorize(ctx, "database.read");
  const rows = await ctx.db.slowQuery.findMany({ orderBy: { longestMs: "desc" }, take: SHOWN_SLOW_MAX });
  return rows.map(({ nodeId, fingerprint, totalMs, ...row }) => ({
    ...row,
    id: `${nodeId}:${fingerprint}`,
    node: nodeId,
    totalMs: Number(totalMs),
  }));
}

/**
 * Reads a SQLite file through and says what is broken in it: none is right. It takes minutes where the file is big.
 * Throws PRECONDITION_FAILED (database.check_unsupported) on a server, UNAVAILABLE (database.check_overdue) at its deadline.
 */
export async function checkIntegrity(ctx: ServiceContext): Promise<{ faults: string[]; checkedAt: Date }> {
  authorize(ctx, "database.read");
  const store = readStoreOf(ctx.db);
  if (store.engine !== "sqlite") throw new AppError("PRECONDITION_FAILED", { reason: "database.check_unsupported" });
  try {
    const rows = await store.query(`SELECT quick_check AS fault FROM pragma_quick_check LIMIT ${FAULTS_MAX}`, [], {
      timeoutMs: INTEGRITY_TIMEOUT_MS,
    });
    const faults = rows.map((row) => asText(row.fault)).filter((fault) => fault !== "ok");
    return { faults, checkedAt: ctx.clock() };
  } catch (error) {
    if (error instanceof ReadTimeoutError) throw new AppError("UNAVAILABLE", { reason: "database.check_overdue" });
    throw error;
  }
}
