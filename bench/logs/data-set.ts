import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import mariadb from "mariadb";
import pg from "pg";
import { createDb } from "@/server/kernel/database/client";
import { migrate } from "@/server/kernel/database/migrate";
import { readMigrations } from "@/server/kernel/database/migration-files";
import type { DatabaseOptions } from "@/server/kernel/database/options";
import { mysqlAddress } from "@/server/kernel/database/pool";
import { sqlitePath } from "@/server/kernel/database/sqlite-file";
import type { DatabaseEngine } from "@/server/kernel/env";
import { testDatabaseOptions } from "@/server/testing/fresh-database";
import { findServer } from "@/server/testing/servers";
import { fillPeople, fillTraffic } from "./fill";
import { fillSupply, priceIdOf, userAgentIds } from "./fill-supply";
import { openLoader } from "./loader";
import { makePartitions } from "./partitions";
import { makeTokenIds, makeUsers } from "./people";
import { pickSamples, type Samples } from "./samples";
import { makeSupply } from "./supply";
import { HOUR_MS, type Span, type World } from "./traffic";

const DAY_MS = 86_400_000;
const DAYS = 30;
const ROWS_A_USER = 100;
const USERS_MIN = 100;

/** What makes two data sets the same. `schema` is the last migration's checksum. */
type Recipe = { seed: number; rows: number; engine: DatabaseEngine; schema: string };

/** An installation with many requests behind it. */
export type DataSet = Recipe & { url: string; from: number; to: number; samples: Samples };

export type DataSetInput = {
  engine: DatabaseEngine;
  rows: number;
  seed: number;
  /** Made again, also where it is there. */
  isFresh?: boolean;
  say: (text: string) => void;
};

/** Reading statements of a bench may take long where an index is missing; the bench says so, not a time-out. */
export const dataSetOptions: DatabaseOptions = { ...testDatabaseOptions, statementTimeoutMs: 600_000 };

/** Where data sets lie: outside of the repository, and they stay. */
export function dataSetDir(): string {
  return process.env.GATEHOUSE_BENCH_DIR ?? join(tmpdir(), "gatehouse-bench");
}

/** The data set of a size, made when it is not there yet; null when the engine's server does not answer. */
export async function openDataSet(input: DataSetInput): Promise<DataSet | null> {
  const { engine, rows, seed, say } = input;
  const server = engine === "sqlite" ? null : await findServer(engine);
  if (server && !server.isReachable) return null;
  mkdirSync(dataSetDir(), { recursive: true });
  const recipe = { engine, rows, seed, schema: readMigrations(engine).at(-1)?.checksum ?? "" };
  const known = readManifest(recipe);
  if (known && !input.isFresh) return known;
  say(`makes ${rows} requests on ${engine}`);
  const url = await freshDatabase(recipe, server?.url ?? "");
  const dataSet = await make({ ...recipe, url }, say);
  writeFileSync(manifestPath(recipe), `${JSON.stringify(dataSet, null, 2)}\n`);
  return dataSet;
}

/** "10m", "10k": what a size is called in names of files and databases. */
function label(rows: number): string {
  if (rows % 1_000_000 === 0) return `${rows / 1_000_000}m`;
  return rows % 1_000 === 0 ? `${rows / 1_000}k` : String(rows);
}

const manifestPath = ({ rows, engine }: Recipe) => join(dataSetDir(), `logs-${label(rows)}-${engine}.json`);

/** What was made before, when it is what is asked for. The manifest is written last, so one half made has none. */
function readManifest(recipe: Recipe): DataSet | null {
  const path = manifestPath(recipe);
  if (!existsSync(path)) return null;
  const found: DataSet = JSON.parse(readFileSync(path, "utf8"));
  const isSame = found.seed === recipe.seed && found.schema === recipe.schema;
  const isThere = recipe.engine !== "sqlite" || existsSync(sqlitePath(found.url));
  return isSame && isThere ? found : null;
}

/** An empty, migrated database in the place of the one before. */
async function freshDatabase(recipe: Recipe, serverUrl: string): Promise<string> {
  rmSync(manifestPath(recipe), { force: true });
  const name = `gatehouse_bench_logs_${label(recipe.rows)}`;
  const url =
    recipe.engine === "sqlite" ? `file:${join(dataSetDir(), `logs-${label(recipe.rows)}.db`)}` : named(serverUrl, name);
  if (recipe.engine === "sqlite") {
    for (const suffix of ["", "-wal", "-shm"]) rmSync(sqlitePath(url) + suffix, { force: true });
  } else if (recipe.engine === "postgresql") {
    await onPostgresql(serverUrl, [`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`, `CREATE DATABASE "${name}"`]);
  } else {
    const create = `CREATE DATABASE \`${name}\` CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`;
    await onMysql(serverUrl, [`DROP DATABASE IF EXISTS \`${name}\``, create]);
  }
  await migrate({ url, options: dataSetOptions });
  return url;
}

async function make(recipe: Recipe & { url: string }, say: (text: string) => void): Promise<DataSet> {
  const { engine, url, seed, rows } = recipe;
  const to = Math.floor(Date.now() / HOUR_MS) * HOUR_MS;
  const span: Span = { from: to - DAYS * DAY_MS, to, rows };
  const { channelIds, models } = makeSupply(seed, span.from - DAY_MS);
  const users = makeUsers(seed, Math.max(USERS_MIN, Math.ceil(rows / ROWS_A_USER)), span.from);
  const world: World = { seed, users, tokenIds: makeTokenIds(seed, users), models, userAgentIds, priceIdOf };
  const db = createDb(url, dataSetOptions);
  await makePartitions(db, engine, span);
  await fillSupply(db, { seed, madeAt: span.from - DAY_MS, channelIds, models });
  await db.$disconnect();
  const loader = await openLoader(engine, url);
  const days = await fillTraffic(loader, { world, span, say });
  await fillPeople(loader, { world, days, to });
  say("makes the indexes");
  await loader.finish();
  return { ...recipe, from: span.from, to, samples: pickSamples(world, days) };
}

function named(serverUrl: string, name: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

async function onPostgresql(url: string, statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  for (const sql of statements) await client.query(sql);
  await client.end();
}

async function onMysql(url: string, statements: readonly string[]): Promise<void> {
  const connection = await mariadb.createConnection(mysqlAddress(url));
  for (const sql of statements) await connection.query(sql);
  await connection.end();
}
