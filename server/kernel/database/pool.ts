import mariadb from "mariadb";
import pg from "pg";
import type { DatabaseOptions } from "./options";
import { notePool, type PoolPurpose } from "./pool-watch";

const MS_PER_SECOND = 1_000;

/** A PostgreSQL pool whose sessions run in UTC and give up a statement after its time-out. */
export function openPostgresqlPool(url: string, options: DatabaseOptions, purpose: PoolPurpose): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.poolMax,
    connectionTimeoutMillis: options.connectTimeoutMs,
    idleTimeoutMillis: options.idleTimeoutMs,
    maxLifetimeSeconds: options.maxLifetimeSeconds,
    statement_timeout: options.statementTimeoutMs,
    keepAlive: true,
    // Statements that nobody waits between are sent together.
    pipeline: true,
    application_name: "gatehouse",
    options: sessionOptions(url, options.isPlannedForValues === true),
  });
  // Without a listener, a server that drops an idle connection would end the process. The pool replaces it by itself.
  pool.on("error", () => undefined);
  // Nor does the pool listen for one that is lent out, between two of its statements. The next statement fails and says so.
  pool.on("connect", (client) => {
    client.on("error", () => undefined);
  });
  notePool({
    purpose,
    read: () => {
      if (pool.ended || pool.ending) return null;
      const { totalCount: open, idleCount, waitingCount: waiting } = pool;
      return { max: options.poolMax, open, busy: open - idleCount, waiting };
    },
  });
  return pool;
}

/** The schema a `?schema=` address names; every session then works in it, Prisma's and our own. */
export function postgresqlSchema(url: string): string | undefined {
  const schema = new URL(url).searchParams.get("schema") ?? undefined;
  if (schema !== undefined && !/^\w+$/.test(schema)) throw new Error(`The schema name ${schema} is not usable.`);
  return schema;
}

function sessionOptions(url: string, isPlannedForValues: boolean): string {
  const schema = postgresqlSchema(url);
  const plans = isPlannedForValues ? " -c plan_cache_mode=force_custom_plan" : "";
  return `-c TimeZone=UTC${plans}${schema === undefined ? "" : ` -c search_path=${schema}`}`;
}

/** A MySQL or MariaDB pool whose sessions run in UTC, READ COMMITTED like PostgreSQL's, with a statement time-out. */
export function openMysqlPool(url: string, options: DatabaseOptions, purpose: PoolPurpose): mariadb.Pool {
  const pool = mariadb.createPool(mysqlPoolConfig(url, options));
  notePool({
    purpose,
    read: () => {
      if (pool.closed) return null;
      const [open, busy, waiting] = [pool.totalConnections(), pool.activeConnections(), pool.taskQueueSize()];
      return { max: options.poolMax, open, busy, waiting };
    },
  });
  return pool;
}

export function mysqlPoolConfig(url: string, options: DatabaseOptions): mariadb.PoolConfig {
  return {
    ...mysqlAddress(url),
    connectionLimit: options.poolMax,
    acquireTimeout: options.connectTimeoutMs,
    connectTimeout: options.connectTimeoutMs,
    idleTimeout: Math.ceil(options.idleTimeoutMs / MS_PER_SECOND),
    // Connections stay as needed; a floor equal to the limit would hold idle ones open for ever.
    minimumIdle: Math.min(1, options.poolMax),
    timezone: "Z",
    // The driver does not reliably close what leaves its cache of prepared statements; a server then runs out of them.
    prepareCacheLength: 0,
    initSql: mysqlSessionSql(options.statementTimeoutMs),
  };
}

/** MariaDB reads only the `M!` comment and MySQL only the `!80000` one; their time-outs differ in name and unit. */
function mysqlSessionSql(statementTimeoutMs: number): string[] {
  const seconds = statementTimeoutMs / MS_PER_SECOND;
  return [
    `SET time_zone = '+00:00' /*M!100000 , max_statement_time = ${seconds} */ /*!80000 , max_execution_time = ${statementTimeoutMs} */`,
    "SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED",
  ];
}

/** The driver understands only mariadb:// addresses; both schemes are taken apart here. */
export function mysqlAddress(url: string): mariadb.ConnectionConfig {
  const parsed = new URL(url);
  const sslMode = parsed.searchParams.get("sslmode") ?? parsed.searchParams.get("ssl");
  const isSsl = sslMode !== null && !["disable", "disabled", "false", "0"].includes(sslMode.toLowerCase());
  const socketPath = parsed.searchParams.get("socket");
  return {
    host: parsed.hostname || "localhost",
    port: parsed.port ? Number(parsed.port) : 3306,
    user: decodeURIComponent(parsed.username) || "root",
    password: decodeURIComponent(parsed.password),
    database: decodeURIComponent(parsed.pathname.slice(1)),
    ...(isSsl ? { ssl: { rejectUnauthorized: sslMode !== "no-verify" } } : {}),
    ...(socketPath === null ? {} : { socketPath }),
  };
}
