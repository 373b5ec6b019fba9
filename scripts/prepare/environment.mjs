import { existsSync, mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { loadEnvFile } from "node:process";
import { rootDir } from "./root-dir.mjs";
import { socketPathIn } from "./socket-path.mjs";

/** Where the demo's fake upstream listens, counted from PORT: fixed, because the demo's channels keep its address. */
const DEMO_UPSTREAM_OFFSET = 90;

/** Completes process.env before anything reads it: the .env file, the demo's own data, and the data folder itself. */
export function prepareEnvironment({ isDemo = false, nodeEnv = "production" } = {}) {
  const envFile = join(rootDir, ".env");
  if (existsSync(envFile) && !process.argv.includes("--no-env-file")) loadEnvFile(envFile);
  process.env.NODE_ENV = nodeEnv;
  process.env.NEXT_TELEMETRY_DISABLED = "1";
  if (isDemo) switchToDemoData();
  const dataDir = resolve(process.env.GATEHOUSE_DATA_DIR || join(rootDir, "data"));
  process.env.GATEHOUSE_DATA_DIR = dataDir;
  // Owner only: the secret and the database are in it.
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  process.env.GATEHOUSE_CONSOLE_SOCKET ||= socketPathIn(dataDir, process.env.PORT || "3000");
}

/** The demo never touches real data: its own folder, SQLite in it, its own secret, nothing shared. */
function switchToDemoData() {
  for (const name of ["DATABASE_URL", "REDIS_URL", "GATEHOUSE_SECRET", "GATEHOUSE_ROLE", "APP_URL"]) {
    delete process.env[name];
    delete process.env[`${name}_FILE`];
  }
  process.env.GATEHOUSE_DATA_DIR = resolve(process.env.GATEHOUSE_DATA_DIR || join(rootDir, "data"), "demo");
}

export function demoUpstreamPort() {
  const port = Number(process.env.PORT) || 3000;
  return port + DEMO_UPSTREAM_OFFSET <= 65_535 ? port + DEMO_UPSTREAM_OFFSET : port - DEMO_UPSTREAM_OFFSET;
}
