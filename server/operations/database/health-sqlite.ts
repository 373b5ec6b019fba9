import { stat } from "node:fs/promises";
import type { ReadStore } from "@/server/kernel/database/read-store";
import { asNumber, asText } from "@/server/kernel/database/sql-values";
import type { EngineHealth } from "./health";
import { UNSUPPORTED } from "./readable";
import { readTableSizes } from "./sqlite-sizes";

const FACTS = `
  SELECT sqlite_version() AS version,
    (SELECT page_count FROM pragma_page_count) AS page_count,
    (SELECT page_size FROM pragma_page_size) AS page_bytes,
    (SELECT freelist_count FROM pragma_freelist_count) AS free_count,
    (SELECT journal_mode FROM pragma_journal_mode) AS journal_mode,
    (SELECT file FROM pragma_database_list WHERE name = 'main') AS path`;

/** What a SQLite file says of itself. It has no server: no connections, and its writers wait in our own processes. */
export async function readSqliteHealth(store: ReadStore): Promise<EngineHealth> {
  const [row] = await store.query(FACTS);
  const pageBytes = asNumber(row?.page_bytes);
  const sizeBytes = asNumber(row?.page_count) * pageBytes;
  const freeBytes = asNumber(row?.free_count) * pageBytes;
  const path = asText(row?.path);
  const { tables, isEstimated } = await readTableSizes(store, sizeBytes - freeBytes);
  return {
    version: asText(row?.version),
    sizeBytes,
    tables,
    connections: UNSUPPORTED,
    lockWaits: UNSUPPORTED,
    cacheHitShare: UNSUPPORTED,
    file: {
      path,
      walBytes: await sizeOf(`${path}-wal`),
      freeBytes,
      pageBytes,
      journalMode: asText(row?.journal_mode),
      isSizeEstimated: isEstimated,
    },
  };
}

async function sizeOf(path: string): Promise<number> {
  const found = await stat(path).catch(() => null);
  return found?.size ?? 0;
}
