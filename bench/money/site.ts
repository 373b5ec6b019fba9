import { createDb, type Db, replaceDb } from "@/server/kernel/database/client";
import type { DatabaseOptions } from "@/server/kernel/database/options";
import type { DatabaseEngine } from "@/server/kernel/env";
import { createFreshDatabase, testDatabaseOptions } from "@/server/testing/fresh-database";
import { findServer } from "@/server/testing/servers";

/** A fresh database that the services of this process work on. */
export type Site = { engine: DatabaseEngine; url: string; db: Db; options: DatabaseOptions; drop(): Promise<void> };

/** A million rows are written by one statement. */
const STATEMENT_TIMEOUT_MS = 600_000;

/** Makes a database of an engine and puts it in force; null when its server does not answer. */
export async function openSite(engine: DatabaseEngine): Promise<Site | null> {
  const server = engine === "sqlite" ? null : await findServer(engine);
  if (server && !server.isReachable) return null;
  const fresh = await createFreshDatabase({ engine, serverUrl: server?.url ?? "" });
  const options = { ...testDatabaseOptions, statementTimeoutMs: STATEMENT_TIMEOUT_MS };
  const db = createDb(fresh.url, options);
  replaceDb(db);
  const drop = async () => {
    replaceDb(undefined);
    await db.$disconnect();
    await fresh.drop();
  };
  return { engine, url: fresh.url, db, options, drop };
}
