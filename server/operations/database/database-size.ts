import type { ReadStore } from "@/server/kernel/database/read-store";
import { asNumber } from "@/server/kernel/database/sql-values";
import type { DatabaseEngine } from "@/server/kernel/env";

const TIMEOUT_MS = 2_000;

const SIZE: Record<DatabaseEngine, string> = {
  sqlite: "SELECT (SELECT page_count FROM pragma_page_count) * (SELECT page_size FROM pragma_page_size) AS size_bytes",
  postgresql: "SELECT pg_database_size(current_database()) AS size_bytes",
  mysql:
    "SELECT coalesce(sum(data_length + index_length), 0) AS size_bytes FROM information_schema.tables WHERE table_schema = database()",
};

/** What the database takes on its disk, bytes. */
export async function readDatabaseSize(store: ReadStore): Promise<number> {
  const [row] = await store.query(SIZE[store.engine], [], { timeoutMs: TIMEOUT_MS });
  return asNumber(row?.size_bytes);
}
