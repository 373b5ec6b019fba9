// Starts Gatehouse for browser tests: the built product, by the same command as everybody's, on empty data of its own.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

// The tests name the folder when they add rows of their own to its database.
const dataDir = process.env.E2E_DATA_DIR ?? mkdtempSync(join(tmpdir(), "gatehouse-e2e-"));
process.on("exit", () => rmSync(dataDir, { recursive: true, force: true }));

for (const name of Object.keys(process.env)) {
  if (/^(DATABASE_|SQLITE_|REDIS_|GATEHOUSE_|APP_URL|TRUSTED_PROXIES|METRICS_TOKEN)/.test(name))
    delete process.env[name];
}
Object.assign(process.env, { GATEHOUSE_DATA_DIR: dataDir, PORT: process.env.E2E_PORT ?? "3100", LOG_LEVEL: "warn" });
process.argv.push("--no-env-file");
await import("../start.mjs");
