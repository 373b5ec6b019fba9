import { afterAll, beforeAll, describe, test } from "vitest";
import { createDb, type Db, replaceDb } from "@/server/kernel/database/client";
import type { DatabaseOptions } from "@/server/kernel/database/options";
import { closeReadStore } from "@/server/kernel/database/read-store";
import type { DatabaseEngine } from "@/server/kernel/env";
import { createFreshDatabase, type FreshDatabase, testDatabaseOptions } from "./fresh-database";
import { findServer, type TestServer } from "./servers";

const [postgresql, mysql, redis] = await Promise.all([
  findServer("postgresql"),
  findServer("mysql"),
  findServer("redis"),
]);

/** The database of one engine for one test file; its fields may be read inside hooks and tests only. */
export type TestDatabase = {
  readonly engine: DatabaseEngine;
  readonly url: string;
  readonly db: Db;
  readonly options: DatabaseOptions;
};

export type EachEngineOptions = {
  /** false: an empty database, for tests of the migrations themselves. */
  isMigrated?: boolean;
  /** Only these engines, for what the others do not have. */
  engines?: readonly DatabaseEngine[];
};

/**
 * Runs `body` once on SQLite, and on PostgreSQL and MySQL where they are reachable, each with a fresh database that is
 * also what `getDb()` gives meanwhile. Every test makes its own rows; nothing is ever emptied.
 */
export function eachEngine(
  name: string,
  body: (database: TestDatabase) => void,
  options: EachEngineOptions = {},
): void {
  const isWanted = (engine: DatabaseEngine) => options.engines?.includes(engine) ?? true;
  if (isWanted("sqlite")) describeOn({ name, engine: "sqlite", serverUrl: "", body, options });
  for (const [engine, server] of [
    ["postgresql", postgresql],
    ["mysql", mysql],
  ] as const) {
    if (!isWanted(engine)) continue;
    const run = () => describeOn({ name, engine, serverUrl: server.url, body, options });
    whereReachable(`${name} [${engine}]`, server, run);
  }
}

/** Runs `body` when a Redis is reachable. Keys need a prefix of the test's own. */
export function withRedis(name: string, body: (redisUrl: string) => void): void {
  whereReachable(`${name} [redis]`, redis, () => describe(`${name} [redis]`, () => body(redis.url)));
}

function whereReachable(title: string, server: TestServer, body: () => void): void {
  if (server.isReachable) {
    body();
    return;
  }
  const absent = () => {
    throw new Error(`${server.name} does not answer at ${server.url}.`);
  };
  if (server.isRequired) test(`${title}: ${server.name} is reachable`, absent);
  else test.skip(`${title}: ${server.name} is not reachable`, absent);
}

type Block = {
  name: string;
  engine: DatabaseEngine;
  serverUrl: string;
  body: (database: TestDatabase) => void;
  options: EachEngineOptions;
};

function describeOn({ name, engine, serverUrl, body, options }: Block): void {
  describe(`${name} [${engine}]`, () => {
    let fresh: FreshDatabase | undefined;
    let db: Db | undefined;

    beforeAll(async () => {
      fresh = await createFreshDatabase({ engine, serverUrl, isMigrated: options.isMigrated ?? true });
      db = createDb(fresh.url, testDatabaseOptions);
      replaceDb(db);
    });

    afterAll(async () => {
      replaceDb(undefined);
      if (db) await closeReadStore(db);
      await db?.$disconnect();
      await fresh?.drop();
    });

    body({
      engine,
      options: testDatabaseOptions,
      get url() {
        return ready(fresh).url;
      },
      get db() {
        return ready(db);
      },
    });
  });
}

function ready<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("The test database exists only inside hooks and tests.");
  return value;
}
