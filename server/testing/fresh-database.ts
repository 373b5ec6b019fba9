import { createHash, randomBytes } from "node:crypto";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import mariadb from "mariadb";
import pg from "pg";
import { driverCode } from "@/server/kernel/database/connect";
import { migrate } from "@/server/kernel/database/migrate";
import { readMigrations } from "@/server/kernel/database/migration-files";
import type { DatabaseOptions } from "@/server/kernel/database/options";
import { mysqlAddress } from "@/server/kernel/database/pool";
import type { DatabaseEngine } from "@/server/kernel/env";

const TEMPLATE_ATTEMPTS_MAX = 20;
const TEMPLATE_PAUSE_MS = 250;

/** A database of its own, to be dropped by its maker. */
export type FreshDatabase = { url: string; drop: () => Promise<void> };

export const testDatabaseOptions: DatabaseOptions = {
  poolMax: 10,
  connectTimeoutMs: 5_000,
  statementTimeoutMs: 30_000,
  idleTimeoutMs: 10_000,
  maxLifetimeSeconds: 600,
  connectRetrySeconds: 0,
  sqliteBusyTimeoutMs: 5_000,
  sqliteSynchronous: "NORMAL",
};

export type FreshDatabaseInput = {
  engine: DatabaseEngine;
  /** An address with the right to create databases; SQLite needs none. */
  serverUrl: string;
  /** false: an empty database, for tests of the migrations themselves. */
  isMigrated?: boolean;
};

/** A fresh database under a name nobody else uses, so that test files run side by side. */
export async function createFreshDatabase(input: FreshDatabaseInput): Promise<FreshDatabase> {
  const isMigrated = input.isMigrated ?? true;
  switch (input.engine) {
    case "sqlite":
      return createSqlite(isMigrated);
    case "postgresql":
      return createPostgresql(input.serverUrl, isMigrated);
    case "mysql":
      return createMysql(input.serverUrl, isMigrated);
  }
}

const uniqueName = () => `gatehouse_test_${process.pid}_${randomBytes(5).toString("hex")}`;

function historyHash(engine: DatabaseEngine): string {
  const checksums = readMigrations(engine).map((migration) => migration.checksum);
  return createHash("sha256").update(checksums.join()).digest("hex").slice(0, 12);
}

async function createSqlite(isMigrated: boolean): Promise<FreshDatabase> {
  const dir = mkdtempSync(join(tmpdir(), "gatehouse-test-"));
  const file = join(dir, "test.db");
  if (isMigrated) copyFileSync(await sqliteTemplate(), file);
  return { url: `file:${file}`, drop: async () => rmSync(dir, { recursive: true, force: true }) };
}

/** Migrated once for each state of the history; the rename makes two makers at once harmless. */
async function sqliteTemplate(): Promise<string> {
  const file = join(tmpdir(), "gatehouse-test-templates", `${historyHash("sqlite")}.db`);
  if (existsSync(file)) return file;
  mkdirSync(join(tmpdir(), "gatehouse-test-templates"), { recursive: true });
  const draft = `${file}.${randomBytes(5).toString("hex")}`;
  await migrate({ url: `file:${draft}`, options: testDatabaseOptions });
  renameSync(draft, file);
  return file;
}

function withDatabase(serverUrl: string, name: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

async function createPostgresql(serverUrl: string, isMigrated: boolean): Promise<FreshDatabase> {
  const name = uniqueName();
  if (isMigrated) await copyPostgresqlTemplate(serverUrl, name);
  else await runPostgresql(serverUrl, `CREATE DATABASE "${name}"`);
  return {
    url: withDatabase(serverUrl, name),
    drop: () => runPostgresql(serverUrl, `DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`),
  };
}

async function runPostgresql(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

/** A missing template is made; one that someone is just making or copying is waited for. */
async function copyPostgresqlTemplate(serverUrl: string, name: string): Promise<void> {
  const template = `gatehouse_template_${historyHash("postgresql")}`;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await runPostgresql(serverUrl, `CREATE DATABASE "${name}" TEMPLATE "${template}"`);
    } catch (error) {
      const isMissing = driverCode(error) === "3D000";
      if (attempt >= TEMPLATE_ATTEMPTS_MAX || !(isMissing || driverCode(error) === "55006")) throw error;
      if (isMissing) await createPostgresqlTemplate(serverUrl, template);
      else await sleep(TEMPLATE_PAUSE_MS);
    }
  }
}

/** Made under another name first: under its own it must never be seen half migrated. */
async function createPostgresqlTemplate(serverUrl: string, template: string): Promise<void> {
  const draft = uniqueName();
  await runPostgresql(serverUrl, `CREATE DATABASE "${draft}"`);
  await migrate({ url: withDatabase(serverUrl, draft), options: testDatabaseOptions });
  try {
    await runPostgresql(serverUrl, `ALTER DATABASE "${draft}" RENAME TO "${template}"`);
  } catch (error) {
    await runPostgresql(serverUrl, `DROP DATABASE IF EXISTS "${draft}" WITH (FORCE)`);
    if (driverCode(error) !== "42P04") throw error;
  }
}

async function createMysql(serverUrl: string, isMigrated: boolean): Promise<FreshDatabase> {
  const name = uniqueName();
  await runMysql(serverUrl, `CREATE DATABASE \`${name}\` CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);
  const url = withDatabase(serverUrl, name);
  if (isMigrated) await migrate({ url, options: testDatabaseOptions });
  return { url, drop: () => runMysql(serverUrl, `DROP DATABASE IF EXISTS \`${name}\``) };
}

async function runMysql(url: string, sql: string): Promise<void> {
  const connection = await mariadb.createConnection(mysqlAddress(url));
  try {
    await connection.query(sql);
  } finally {
    await connection.end();
  }
}
