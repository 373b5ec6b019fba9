import type { DatabaseEngine } from "@/server/kernel/env";
import type { Advice, EngineHealth } from "./health";

const MIB = 2 ** 20;
const DEAD_SHARE_MAX = 0.2;
const ROWS_MIN = 10_000;
const FREE_SHARE_MAX = 0.25;
const FREE_MIN_BYTES = 64 * MIB;
const WAL_MAX_BYTES = 256 * MIB;
const CONNECTIONS_SHARE_MAX = 0.8;
const CACHE_SHARE_MIN = 0.95;
/** A small database is read from the disk once, and then the share says nothing. */
const CACHE_MIN_BYTES = 256 * MIB;

/** What would do the database good now, the most pressing first. */
export function adviceFor(engine: DatabaseEngine, health: EngineHealth): Advice[] {
  const { connections, cacheHitShare, sizeBytes } = health;
  const advice: Advice[] = [];
  if (connections.value && connections.value.used > connections.value.max * CONNECTIONS_SHARE_MAX) {
    advice.push({ code: "connections", subject: "", statement: "" });
  }
  if (cacheHitShare.value !== null && cacheHitShare.value < CACHE_SHARE_MIN && sizeBytes > CACHE_MIN_BYTES) {
    advice.push({ code: "cache", subject: "", statement: "" });
  }
  if (engine === "postgresql") advice.push(...health.tables.flatMap(postgresqlAdvice));
  if (health.file) advice.push(...fileAdvice(health));
  return advice;
}

function postgresqlAdvice({ name, rowCount, deadRowCount, analyzedAt }: EngineHealth["tables"][number]): Advice[] {
  const rows = rowCount ?? 0;
  if (rows < ROWS_MIN) return [];
  if ((deadRowCount ?? 0) > rows * DEAD_SHARE_MAX) {
    return [{ code: "vacuum_table", subject: name, statement: `VACUUM (ANALYZE) "${name}";` }];
  }
  return analyzedAt === null ? [{ code: "analyze", subject: name, statement: `ANALYZE "${name}";` }] : [];
}

function fileAdvice({ file, sizeBytes }: EngineHealth): Advice[] {
  if (!file) return [];
  const advice: Advice[] = [];
  if (file.walBytes > WAL_MAX_BYTES) {
    advice.push({ code: "checkpoint", subject: file.path, statement: "PRAGMA wal_checkpoint(TRUNCATE);" });
  }
  if (file.freeBytes > FREE_MIN_BYTES && file.freeBytes > sizeBytes * FREE_SHARE_MAX) {
    advice.push({ code: "vacuum_file", subject: file.path, statement: "VACUUM;" });
  }
  return advice;
}
