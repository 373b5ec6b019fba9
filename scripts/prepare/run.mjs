import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { demoUpstreamPort } from "./environment.mjs";
import { rootDir } from "./root-dir.mjs";
import { capture, runStep } from "./run-step.mjs";
import { complain, say } from "./say.mjs";

const dist = (name) => join(rootDir, "dist", `${name}.mjs`);
const supervisor = () => import(pathToFileURL(dist("supervisor")).href);

/** Throws an EnvError that lists every fault of the environment, or a StartError when the port is taken. */
export async function checkEnvironment() {
  await (await supervisor()).checkEnvironment();
}

/** The exit code of a migration that could not reach the database. */
const DATABASE_AWAY_CODE = 75;

/**
 * Brings the database up to date, in a process of its own that ends before any other opens the database. Where it is away and
 * the gateway has a last known state to serve from, it goes on without: that state is of the same schema, or is not used.
 */
export async function migrate() {
  const hasKnownState = existsSync(join(process.env.GATEHOUSE_DATA_DIR ?? "", "offline/known-state"));
  const env = hasKnownState ? { ...process.env, DATABASE_CONNECT_RETRY_SECONDS: "0" } : process.env;
  const { code, output } = await capture([process.execPath, dist("migrate")], env);
  if (code === DATABASE_AWAY_CODE && hasKnownState) {
    complain(
      `${output.trimEnd()}\nThe database is away. Known customers are served from the last known state; the pages come back with it.`,
    );
    return;
  }
  if (code !== 0) {
    complain("The database could not be brought up to date:");
    console.error(output.trimEnd());
    process.exit(1);
  }
  if (output.trim()) console.log(output.trimEnd());
}

/** Fills the demo database once; returns what the supervisor needs for the demo. */
export async function seedDemo() {
  const upstreamUrl = `http://127.0.0.1:${demoUpstreamPort()}`;
  const accountsFile = join(process.env.GATEHOUSE_DATA_DIR ?? "", "demo-accounts.txt");
  if (!existsSync(accountsFile)) {
    const command = [process.execPath, dist("demo-seed"), "--upstream", upstreamUrl];
    const env = { ...process.env, LOG_LEVEL: "silent" };
    const accounts = await runStep("Writing the demo data (100,000 requests over 30 days)", command, { env });
    writeFileSync(accountsFile, accounts, { mode: 0o600 });
  }
  return { demo: { upstreamPort: demoUpstreamPort(), accounts: readFileSync(accountsFile, "utf8").trimEnd() } };
}

/** Runs Gatehouse until it is told to stop; resolves with the exit code. */
export async function supervise({ demo } = {}) {
  say("Starting …");
  // npm and its shell do not always hand signals on: when they are gone, Gatehouse goes too. Started without npm, it may
  // outlive its parent (nohup, a service manager).
  const endsWithParent = process.env.npm_lifecycle_event !== undefined;
  return (await supervisor()).supervise({ programsDir: join(rootDir, "dist"), demo, endsWithParent });
}
