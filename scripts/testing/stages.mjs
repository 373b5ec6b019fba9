import { spawn } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { rootDir } from "../prepare/root-dir.mjs";
import { complain } from "../prepare/say.mjs";
import { findChromium } from "./chromium.mjs";
import { playwrightCounts, stageCounts, vitestCounts } from "./counts.mjs";
import { LeakWatch } from "./leak-watch.mjs";
import { runCheck, STATIC_CHECKS } from "./static-checks.mjs";

const reportDir = join(rootDir, "test-results/reports");
const MINUTE_MS = 60_000;

/** The stages of a whole run in their order; each resolves with its counts and never throws for a failed test. */
export const STAGES = [
  ...STATIC_CHECKS.map((check) => ({ name: check.name, run: (env) => runStaticCheck(check, env) })),
  { name: "unit", run: (env) => runVitest("unit", 10 * MINUTE_MS, env) },
  { name: "integration", run: (env) => runVitest("integration", 25 * MINUTE_MS, env) },
  { name: "build", run: runBuild },
  { name: "browser", run: runBrowserTests, needs: "build" },
];

const PASSED = { passed: 1, failed: 0, skipped: 0 };
const FAILED = { passed: 0, failed: 1, skipped: 0 };

async function runStaticCheck(check, env) {
  const { ok, output } = await runCheck(check, env);
  if (!ok) console.error(output.trimEnd());
  return ok ? PASSED : FAILED;
}

async function runVitest(project, timeoutMs, env) {
  const file = freshReport(project);
  const vitest = join(rootDir, "node_modules/vitest/vitest.mjs");
  const args = [vitest, "run", "--project", project, "--reporter=dot", "--reporter=json", `--outputFile.json=${file}`];
  // In a log file a coloured dot is twenty characters of escape codes.
  const plain = process.stdout.isTTY ? env : { ...env, NO_COLOR: "1" };
  const code = await runLive([process.execPath, ...args], timeoutMs, plain);
  return stageCounts({ reportFile: file, code, read: vitestCounts });
}

async function runBuild(env) {
  const code = await runLive([process.execPath, "scripts/build.mjs"], 10 * MINUTE_MS, env);
  return code === 0 ? PASSED : FAILED;
}

async function runBrowserTests(env) {
  const chromium = await findChromium(env);
  if (!chromium) return FAILED;
  const file = freshReport("browser");
  const cli = join(rootDir, "node_modules/@playwright/test/cli.js");
  const code = await runLive([process.execPath, cli, "test", "--reporter=list,json"], 25 * MINUTE_MS, {
    ...env,
    CHROMIUM_PATH: chromium,
    E2E_PORT: env.E2E_PORT ?? String(await freePort()),
    PLAYWRIGHT_JSON_OUTPUT_NAME: file,
    PLAYWRIGHT_HTML_OPEN: "never",
  });
  return stageCounts({ reportFile: file, code, read: playwrightCounts });
}

function freshReport(name) {
  mkdirSync(reportDir, { recursive: true });
  const file = join(reportDir, `${name}.json`);
  rmSync(file, { force: true });
  return file;
}

/**
 * Runs a program with its output shown as it comes; resolves with its exit code, also when it had to be cut off. Tests plant
 * secrets wherever real ones go: a run that prints one has failed, whatever its tests say.
 */
function runLive([program, ...args], timeoutMs, env) {
  return new Promise((resolve) => {
    const watch = new LeakWatch();
    // Through a pipe the program cannot see that there is a terminal.
    const coloured = process.stdout.isTTY && !env.NO_COLOR ? { ...env, FORCE_COLOR: "1" } : env;
    const child = spawn(program, args, { cwd: rootDir, env: coloured, stdio: ["ignore", "pipe", "pipe"] });
    for (const [from, to] of [
      [child.stdout, process.stdout],
      [child.stderr, process.stderr],
    ]) {
      from.setEncoding("utf8");
      from.on("data", (chunk) => {
        watch.read(chunk);
        to.write(chunk);
      });
    }
    const cut = setTimeout(() => {
      complain(`Not done after ${timeoutMs / MINUTE_MS} minutes: ended.`);
      child.kill("SIGTERM");
      setTimeout(() => child.kill("SIGKILL"), 10_000).unref();
    }, timeoutMs);
    child.on("error", () => resolve(127));
    child.on("close", (code) => {
      clearTimeout(cut);
      if (watch.leaks.length > 0)
        complain(`A planted secret was printed ${watch.leaks.length} times, first after: ${watch.leaks[0]}`);
      resolve(watch.leaks.length > 0 ? 1 : (code ?? 1));
    });
  });
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
