import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { projectEnv } from "./node-runtime.mjs";
import { rootDir } from "./root-dir.mjs";
import { runStep } from "./run-step.mjs";
import { sourceHash } from "./source-hash.mjs";

/** The programs and threads beside the pages, each bundled into dist/<name>.mjs. */
export const ENTRIES = {
  supervisor: "server/supervisor/main.ts",
  gateway: "server/gateway/main.ts",
  console: "server/console/main.ts",
  migrate: "scripts/db/migrate.ts",
  "sqlite-worker": "server/kernel/database/sqlite-worker.ts",
  "ledger-program": "server/money/ledger/ledger-program.ts",
  "ledger-verify": "scripts/ledger-verify.ts",
  "usage-verify": "scripts/usage-verify.ts",
  "secrets-rotate": "scripts/secrets-rotate.ts",
  config: "scripts/config.ts",
  "mock-upstream": "server/testing/mock-upstream/main.ts",
  "demo-seed": "server/testing/demo/seed.ts",
};

const distDir = join(rootDir, "dist");
const stampFile = join(distDir, "build.json");

/** Whether dist and .next hold what the sources would give now. */
export function isBuildCurrent(hash = sourceHash()) {
  if (!existsSync(stampFile) || !existsSync(join(rootDir, ".next/BUILD_ID"))) return false;
  return JSON.parse(readFileSync(stampFile, "utf8")).hash === hash;
}

/** Bundles the programs. The database clients must have been generated. */
export async function buildPrograms() {
  const { build, stop } = await import("esbuild");
  rmSync(stampFile, { force: true });
  mkdirSync(distDir, { recursive: true });
  await build({
    absWorkingDir: rootDir,
    entryPoints: Object.entries(ENTRIES).map(([out, source]) => ({ in: source, out })),
    outdir: distDir,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    platform: "node",
    target: "node24",
    format: "esm",
    packages: "external",
    sourcemap: true,
    sourcesContent: false,
    logLevel: "warning",
  });
  await stop();
}

export async function generateClients() {
  await runStep("Generating the database clients", [process.execPath, "scripts/db/generate.mjs"], {
    env: projectEnv(),
  });
}

/** Builds the pages and, as the last thing, notes what was built: a broken-off build counts as none. */
export async function buildPages(hash) {
  const next = join(rootDir, "node_modules/next/dist/bin/next");
  const env = projectEnv({ NODE_ENV: "production" });
  await runStep("Building the pages (about a minute)", [process.execPath, next, "build"], { env });
  writeFileSync(stampFile, `${JSON.stringify({ hash, builtAt: new Date().toISOString() })}\n`);
}

/** The whole build, or nothing when it is current. `afterPrograms` runs before the slow half. */
export async function buildIfStale({ afterPrograms = async () => {} } = {}) {
  const hash = sourceHash();
  if (isBuildCurrent(hash)) return afterPrograms();
  await generateClients();
  await buildPrograms();
  await afterPrograms();
  await buildPages(hash);
}
