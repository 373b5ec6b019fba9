import { afterCommit } from "./after-commit";
import type { ServiceContext } from "./context";
import type { Db } from "./database/client";
import { engineOfDb } from "./database/engine-of";
import { dialectOf } from "./database/sql-dialect";
import { asBigInt, asNumber } from "./database/sql-values";
import type { DatabaseEngine } from "./env";
import { prismaCode } from "./errors";
import { announceState } from "./state-notice";
import type { StateTopic } from "./state-schema";

/** A counter, and how long ago it was raised, both as the database says: no two machines' clocks are ever compared. */
export type StateVersion = { topic: string; version: bigint; ageMs: number | null };

/** Milliseconds of the database's clock, at the statement and not at the transaction's begin. */
const NOW_MS: Record<DatabaseEngine, string> = {
  sqlite: "CAST(unixepoch('subsec') * 1000 AS INTEGER)",
  postgresql: "CAST(extract(epoch FROM clock_timestamp()) * 1000 AS bigint)",
  mysql: "CAST(unix_timestamp(sysdate(3)) * 1000 AS SIGNED)",
};

/**
 * Raises a topic's counter in the transaction of the change, and tells those who listen when it is committed. The counter's
 * row lock puts writers of one topic in order, so a node that saw version n has seen every change up to n: nothing can commit
 * late below it.
 */
export async function bumpStateVersion(tx: ServiceContext, topic: StateTopic): Promise<void> {
  const { count } = await tx.db.stateVersion.updateMany({ where: { topic }, data: { version: { increment: 1 } } });
  if (count === 0) await insertTopic(tx, topic);
  await stamp(tx.db, topic);
  afterCommit(tx, `state:${topic}`, () => announceState([topic]));
}

/** The counters as they stand, with their ages. Throws when the database is away. */
export async function readStateVersions(db: Db): Promise<StateVersion[]> {
  const now = NOW_MS[engineOfDb(db)];
  const rows = await db.$queryRawUnsafe<Record<string, unknown>[]>(
    `SELECT topic, version, changed_at_ms, ${now} AS now_ms FROM state_versions`,
  );
  return rows.map((row) => {
    const changedAtMs = asNumber(row.changed_at_ms);
    const ageMs = changedAtMs === 0 ? null : Math.max(0, asNumber(row.now_ms) - changedAtMs);
    return { topic: String(row.topic), version: asBigInt(row.version), ageMs };
  });
}

/** A statement of its own, on a row that is locked already: a raw one could not be tried again after a deadlock. */
async function stamp(db: Db, topic: StateTopic): Promise<void> {
  const engine = engineOfDb(db);
  const sql = `UPDATE state_versions SET changed_at_ms = ${NOW_MS[engine]} WHERE topic = ${dialectOf(engine).placeholder(0)}`;
  await db.$executeRawUnsafe(sql, topic);
}

/** The first change ever of a topic. Two at once: on MySQL the later one finds the row of the other and raises that. */
async function insertTopic(tx: ServiceContext, topic: StateTopic): Promise<void> {
  const raise = { version: { increment: 1 } };
  try {
    await tx.db.stateVersion.upsert({ where: { topic }, create: { topic, version: 1 }, update: raise });
  } catch (error) {
    // Only MySQL gets here: elsewhere the upsert is one statement. Its transaction goes on after the failed one.
    if (prismaCode(error) !== "P2002") throw error;
    await tx.db.stateVersion.updateMany({ where: { topic }, data: raise });
  }
}
