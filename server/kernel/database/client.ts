import { PrismaMariaDb } from "@prisma/adapter-mariadb";
import { PrismaPg } from "@prisma/adapter-pg";
import { PrismaClient as MysqlClient } from "@/prisma/generated/mysql/client";
import { PrismaClient as PostgresqlClient } from "@/prisma/generated/postgresql/client";
import { PrismaClient as SqliteClient } from "@/prisma/generated/sqlite/client";
import { engineOf, env } from "../env";
import { type DatabaseOptions, databaseOptions } from "./options";
import { openMysqlPool, openPostgresqlPool, postgresqlSchema } from "./pool";
import { closeReadStore, noteSource } from "./read-store";
import { SqliteAdapterFactory } from "./sqlite-adapter";
import { watchAdapter } from "./watched-adapter";

/**
 * The one client type all code is written against. SQLite's is the common subset of the three, except for
 * `createManyAndReturn` and `updateManyAndReturn`, which MySQL does not have: never use those.
 */
export type Db = SqliteClient;

/** A client of its own for `url`; close it with `$disconnect`. The engine comes from the scheme of the address. */
export function createDb(url: string, options: DatabaseOptions = databaseOptions()): Db {
  const db = openDb(url, options);
  noteSource(db, { url, options });
  return db;
}

function openDb(url: string, options: DatabaseOptions): Db {
  switch (engineOf(url)) {
    case "sqlite":
      return new SqliteClient({ adapter: watchAdapter(new SqliteAdapterFactory(url, options), "sqlite") });
    case "postgresql": {
      const pool = openPostgresqlPool(url, options, "records");
      const adapter = new PrismaPg(pool, { disposeExternalPool: true, schema: postgresqlSchema(url) });
      return new PostgresqlClient({ adapter: watchAdapter(adapter, "postgresql") }) as unknown as Db;
    }
    case "mysql": {
      const adapter = new PrismaMariaDb(openMysqlPool(url, options, "records"), { disposeExternalPool: true });
      return new MysqlClient({ adapter: watchAdapter(adapter, "mysql") }) as unknown as Db;
    }
    case null:
      throw new Error("The database address must begin with file:, postgresql:// or mysql://.");
  }
}

/** Bundles of one process do not share module state; `globalThis` is the only place they all see. */
const shared = globalThis as typeof globalThis & { gatehouseDb?: Db };

/** The client of this process, opened on first use. */
export function getDb(): Db {
  shared.gatehouseDb ??= createDb(env.databaseUrl);
  return shared.gatehouseDb;
}

/** Puts another client in the place of this process's, without closing it: tests bring their own database. */
export function replaceDb(db: Db | undefined): void {
  shared.gatehouseDb = db;
}

export async function closeDb(): Promise<void> {
  const db = shared.gatehouseDb;
  shared.gatehouseDb = undefined;
  if (db) await closeReadStore(db);
  await db?.$disconnect();
}
