import { randomBytes } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { isAbsolute, join, resolve } from "node:path";
import { z } from "zod";
import { ProxyUrl } from "./proxy-url-schema";

/** Which of the installation's processes this machine runs. */
export const NODE_ROLES = ["all", "gateway", "console", "worker"] as const;

const ENGINE_BY_SCHEME = {
  "file:": "sqlite",
  "postgresql:": "postgresql",
  "postgres:": "postgresql",
  "mysql:": "mysql",
  "mariadb:": "mysql",
} as const;
export type DatabaseEngine = (typeof ENGINE_BY_SCHEME)[keyof typeof ENGINE_BY_SCHEME];

const integer = (min: number, max: number) => z.coerce.number().int().min(min).max(max);
const list = z.string().transform((text) =>
  text
    .split(",")
    .map((part) => part.trim())
    .filter(Boolean),
);

/** Every environment variable that Gatehouse reads, with its default. `.env.example` is checked against this. */
export const EnvSchema = z.object({
  NODE_ENV: z.enum(["development", "production", "test"]).default("production"),
  PORT: integer(1, 65_535).default(3000),
  HOST: z.string().default("0.0.0.0"),
  GATEHOUSE_ROLE: z.enum(NODE_ROLES).default("all"),
  GATEHOUSE_DATA_DIR: z.string().default("./data"),
  GATEHOUSE_SECRET: list.pipe(z.array(z.string().min(32, "each secret needs at least 32 characters"))).optional(),
  GATEHOUSE_ROOT_EMAIL: z.email().optional(),
  GATEHOUSE_ROOT_PASSWORD: z.string().min(8, "needs at least 8 characters").optional(),
  GATEHOUSE_CONSOLE_SOCKET: z.string().optional(),
  APP_URL: z.url({ protocol: /^https?$/ }).optional(),
  DATABASE_URL: z
    .string()
    .refine((url) => engineOf(url) !== null, "must begin with file:, postgresql:// or mysql://")
    .optional(),
  DATABASE_POOL_MAX: integer(1, 500).default(10),
  DATABASE_CONNECT_TIMEOUT_MS: integer(100, 120_000).default(5_000),
  DATABASE_STATEMENT_TIMEOUT_MS: integer(100, 3_600_000).default(30_000),
  DATABASE_IDLE_TIMEOUT_MS: integer(0, 3_600_000).default(60_000),
  DATABASE_MAX_LIFETIME_SECONDS: integer(0, 86_400).default(1_800),
  DATABASE_CONNECT_RETRY_SECONDS: integer(0, 3_600).default(30),
  SQLITE_BUSY_TIMEOUT_MS: integer(0, 60_000).default(5_000),
  SQLITE_SYNCHRONOUS: z.enum(["OFF", "NORMAL", "FULL", "EXTRA"]).default("FULL"),
  UPSTREAM_PROXY: ProxyUrl.optional(),
  REDIS_URL: z.url({ protocol: /^rediss?$/ }).optional(),
  LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "silent"]).default("info"),
  TRUSTED_PROXIES: list.default([]),
  METRICS_TOKEN: z.string().min(16, "needs at least 16 characters").optional(),
  BODY_LIMIT_BYTES: integer(1_024, 1_073_741_824).default(33_554_432),
  S3_BUCKET: z.string().min(3, "is the name of a bucket").optional(),
  S3_REGION: z.string().default("us-east-1"),
  S3_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  S3_ACCESS_KEY_ID: z.string().optional(),
  S3_SECRET_ACCESS_KEY: z.string().optional(),
  S3_FORCE_PATH_STYLE: z.enum(["true", "false"]).default("false"),
  S3_PREFIX: z
    .string()
    .regex(/^[\w.-]+(\/[\w.-]+)*$/, "is a path without a slash at its ends")
    .optional(),
});

/** Where files lie when they do not lie in the data folder. */
export type S3Config = {
  bucket: string;
  region: string;
  endpoint: string | undefined;
  /** Without it, the machine's own role or profile is used. */
  credentials: { accessKeyId: string; secretAccessKey: string } | undefined;
  isPathStyle: boolean;
  prefix: string;
};

export type Env = {
  nodeEnv: "development" | "production" | "test";
  port: number;
  host: string;
  role: (typeof NODE_ROLES)[number];
  dataDir: string;
  /** The first encrypts and signs; all decrypt. */
  secrets: readonly [string, ...string[]];
  rootEmail: string | undefined;
  rootPassword: string | undefined;
  consoleSocketPath: string;
  appUrl: string | undefined;
  databaseUrl: string;
  databaseEngine: DatabaseEngine;
  databasePoolMax: number;
  databaseConnectTimeoutMs: number;
  databaseStatementTimeoutMs: number;
  databaseIdleTimeoutMs: number;
  databaseMaxLifetimeSeconds: number;
  databaseConnectRetrySeconds: number;
  sqliteBusyTimeoutMs: number;
  sqliteSynchronous: "OFF" | "NORMAL" | "FULL" | "EXTRA";
  upstreamProxy: string | undefined;
  redisUrl: string | undefined;
  logLevel: "trace" | "debug" | "info" | "warn" | "error" | "silent";
  trustedProxies: string[];
  metricsToken: string | undefined;
  bodyLimitBytes: number;
  s3: S3Config | undefined;
  hostname: string;
};

/** Thrown at start with every fault of the environment in its message, one a line. */
export class EnvError extends Error {
  override name = "EnvError";
}

/** The engine a connection string names, or null. */
export function engineOf(url: string): DatabaseEngine | null {
  const scheme = url.slice(0, url.indexOf(":") + 1) as keyof typeof ENGINE_BY_SCHEME;
  return ENGINE_BY_SCHEME[scheme] ?? null;
}

type Source = Record<string, string | undefined>;

/**
 * Parses an environment. Empty values count as absent, and NAME_FILE gives the value of NAME from a file (for secrets
 * mounted by an orchestrator). Throws EnvError that lists all faults at once.
 */
export function parseEnv(source: Source): Env {
  const faults: string[] = [];
  const parsed = EnvSchema.safeParse(readValues(source, faults));
  if (!parsed.success) {
    for (const issue of parsed.error.issues) faults.push(`${issue.path.join(".")}: ${issue.message}`);
  }
  if (parsed.success && Boolean(parsed.data.GATEHOUSE_ROOT_EMAIL) !== Boolean(parsed.data.GATEHOUSE_ROOT_PASSWORD)) {
    faults.push("GATEHOUSE_ROOT_EMAIL and GATEHOUSE_ROOT_PASSWORD: set both or neither");
  }
  if (parsed.success) faults.push(...s3Faults(parsed.data));
  if (!parsed.success || faults.length > 0) {
    throw new EnvError(`The environment is not usable:\n${faults.map((fault) => `  - ${fault}`).join("\n")}`);
  }
  return toEnv(parsed.data);
}

function readValues(source: Source, faults: string[]): Source {
  const values: Source = {};
  for (const name of Object.keys(EnvSchema.shape)) {
    const direct = source[name] || undefined;
    const file = source[`${name}_FILE`] || undefined;
    if (direct !== undefined || file === undefined) {
      values[name] = direct;
      continue;
    }
    try {
      values[name] = readFileSync(file, "utf8").trim();
    } catch {
      faults.push(`${name}_FILE: the file ${file} cannot be read`);
    }
  }
  return values;
}

type Values = z.output<typeof EnvSchema>;

/** Half a storage would be found out by the first file that is lost. */
function s3Faults(values: Values): string[] {
  const { S3_BUCKET, S3_ENDPOINT, S3_PREFIX, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY } = values;
  const faults: string[] = [];
  if (Boolean(S3_ACCESS_KEY_ID) !== Boolean(S3_SECRET_ACCESS_KEY)) {
    faults.push("S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY: set both or neither");
  }
  if (!S3_BUCKET && (S3_ENDPOINT || S3_PREFIX || S3_ACCESS_KEY_ID || S3_SECRET_ACCESS_KEY)) {
    faults.push("S3_BUCKET: is missing beside the other S3 variables");
  }
  return faults;
}

function s3Of(values: Values): S3Config | undefined {
  if (values.S3_BUCKET === undefined) return undefined;
  const { S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey } = values;
  return {
    bucket: values.S3_BUCKET,
    region: values.S3_REGION,
    endpoint: values.S3_ENDPOINT,
    credentials: accessKeyId && secretAccessKey ? { accessKeyId, secretAccessKey } : undefined,
    isPathStyle: values.S3_FORCE_PATH_STYLE === "true",
    prefix: values.S3_PREFIX ?? "",
  };
}

function toEnv(values: Values): Env {
  const dataDir = resolve(values.GATEHOUSE_DATA_DIR);
  const databaseUrl = absoluteUrl(values.DATABASE_URL ?? `file:${join(dataDir, "gatehouse.db")}`);
  return {
    nodeEnv: values.NODE_ENV,
    port: values.PORT,
    host: values.HOST,
    role: values.GATEHOUSE_ROLE,
    dataDir,
    secrets: secretsOf(values.GATEHOUSE_SECRET, dataDir),
    rootEmail: values.GATEHOUSE_ROOT_EMAIL,
    rootPassword: values.GATEHOUSE_ROOT_PASSWORD,
    consoleSocketPath: values.GATEHOUSE_CONSOLE_SOCKET ?? join(tmpdir(), `gatehouse-${values.PORT}.sock`),
    appUrl: values.APP_URL,
    databaseUrl,
    databaseEngine: engineOf(databaseUrl) ?? "sqlite",
    databasePoolMax: values.DATABASE_POOL_MAX,
    databaseConnectTimeoutMs: values.DATABASE_CONNECT_TIMEOUT_MS,
    databaseStatementTimeoutMs: values.DATABASE_STATEMENT_TIMEOUT_MS,
    databaseIdleTimeoutMs: values.DATABASE_IDLE_TIMEOUT_MS,
    databaseMaxLifetimeSeconds: values.DATABASE_MAX_LIFETIME_SECONDS,
    databaseConnectRetrySeconds: values.DATABASE_CONNECT_RETRY_SECONDS,
    sqliteBusyTimeoutMs: values.SQLITE_BUSY_TIMEOUT_MS,
    sqliteSynchronous: values.SQLITE_SYNCHRONOUS,
    upstreamProxy: values.UPSTREAM_PROXY,
    redisUrl: values.REDIS_URL,
    logLevel: values.LOG_LEVEL,
    trustedProxies: values.TRUSTED_PROXIES,
    metricsToken: values.METRICS_TOKEN,
    bodyLimitBytes: values.BODY_LIMIT_BYTES,
    s3: s3Of(values),
    hostname: hostname(),
  };
}

/** A relative SQLite path means relative to where Gatehouse was started, whatever a later process' folder is. */
function absoluteUrl(url: string): string {
  if (!url.startsWith("file:")) return url;
  const path = url.slice("file:".length).replace(/^\/\/(?=\/)/, "");
  return `file:${isAbsolute(path) ? path : resolve(path)}`;
}

/** The configured secrets, else the one kept in the data folder, made on first use and readable by its owner only. */
function secretsOf(configured: string[] | undefined, dataDir: string): readonly [string, ...string[]] {
  const [first, ...rest] = configured ?? [];
  if (first !== undefined) return [first, ...rest];
  const path = join(dataDir, "secret");
  if (!existsSync(path)) {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    try {
      // "wx": of two processes starting at once, one writes and both read the same secret.
      writeFileSync(path, `${randomBytes(32).toString("hex")}\n`, { mode: 0o600, flag: "wx" });
    } catch (error) {
      if (!existsSync(path)) throw new EnvError(`The environment is not usable:\n  - GATEHOUSE_DATA_DIR: ${error}`);
    }
    chmodSync(path, 0o600);
  }
  return [readFileSync(path, "utf8").trim()];
}

let cached: Env | undefined;

/** The environment, parsed on first use and then fixed for the life of the process. */
export const env: Env = new Proxy({} as Env, {
  get(_target, property) {
    cached ??= parseEnv(process.env);
    return Reflect.get(cached, property);
  },
});

/**
 * Tells the sign-in library, which reads this variable itself, to build its addresses from the forwarded host and protocol:
 * the process that takes requests in sets both.
 */
export function trustForwardedHost(): void {
  process.env.AUTH_TRUST_HOST ??= "true";
}
