// npm run dev: the gateway and the console from their sources, on one port, on the same data as npm start. Pages reload
// by themselves; a change under server/ starts the gateway again.
import { spawn } from "node:child_process";
import { watch } from "node:fs";
import { join } from "node:path";
import { prepareEnvironment } from "./prepare/environment.mjs";
import { installWhatIsMissing } from "./prepare/install.mjs";
import { continueOnPinnedNode, requireUsableNode } from "./prepare/node-runtime.mjs";
import { rootDir } from "./prepare/root-dir.mjs";
import { runStep, StepError } from "./prepare/run-step.mjs";
import { complain, say } from "./prepare/say.mjs";

const SETTLE_MS = 200;
const STOP_TIMEOUT_MS = 10_000;

requireUsableNode();
await installWhatIsMissing();
await continueOnPinnedNode();
prepareEnvironment({ nodeEnv: "development" });
try {
  await runStep("Generating the database clients", [process.execPath, "scripts/db/generate.mjs"]);
  await runStep("Bringing the database up to date", [process.execPath, "--import", "tsx", "scripts/db/migrate.ts"]);
} catch (error) {
  if (!(error instanceof StepError)) throw error;
  process.exit(1);
}

let isStopping = false;
const children = new Map();

/** The channel is the children's life line: they end when this process does, however it ends. */
function run(name, program) {
  const stdio = ["ignore", "inherit", "inherit", "ipc"];
  const child = spawn(process.execPath, ["--import", "tsx", program], { cwd: rootDir, stdio, detached: true });
  children.set(name, child);
  child.on("exit", (code, signal) => {
    children.delete(name);
    if (isStopping || child.isReplaced) return;
    complain(`The ${name} ended (${signal ?? `exit ${code}`}). It starts again when a file under server/ changes.`);
  });
}

function end(child) {
  if (!child) return Promise.resolve();
  child.isReplaced = true;
  const exited = new Promise((resolve) => child.once("exit", resolve));
  const deadline = setTimeout(() => child.kill("SIGKILL"), STOP_TIMEOUT_MS);
  child.kill("SIGTERM");
  return exited.finally(() => clearTimeout(deadline));
}

const PROGRAMS = { gateway: "server/gateway/main.ts", console: "server/console/main.ts" };
for (const [name, program] of Object.entries(PROGRAMS)) run(name, program);
say(`In development at http://localhost:${process.env.PORT || 3000}; Ctrl-C stops it.`);

let pending;
watch(join(rootDir, "server"), { recursive: true }, (_event, file) => {
  if (!file || /\.test\.ts$|^(console|supervisor|testing)\//.test(file)) return;
  clearTimeout(pending);
  pending = setTimeout(async () => {
    await end(children.get("gateway"));
    if (isStopping) return;
    run("gateway", PROGRAMS.gateway);
    if (!children.has("console")) run("console", PROGRAMS.console);
  }, SETTLE_MS);
});

async function stop() {
  if (isStopping) return;
  isStopping = true;
  await Promise.all([...children.values()].map(end));
  process.exit(0);
}
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, stop);
