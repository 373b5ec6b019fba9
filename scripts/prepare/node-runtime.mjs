import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { constants } from "node:os";
import { delimiter, join } from "node:path";
import { rootDir } from "./root-dir.mjs";
import { complain } from "./say.mjs";

const OLDEST_TO_BEGIN_WITH = [20, 19];
const OLDEST_TO_RUN_ON = [24, 0];

const binDir = join(rootDir, "node_modules/.bin");
export const pinnedNode = join(rootDir, "node_modules/node/bin", process.platform === "win32" ? "node.exe" : "node");

function isAtLeast([major, minor]) {
  const [ownMajor = 0, ownMinor = 0] = process.versions.node.split(".").map(Number);
  return ownMajor > major || (ownMajor === major && ownMinor >= minor);
}

/** Ends the process with a clear sentence when this Node cannot even install the pinned one. */
export function requireUsableNode() {
  if (isAtLeast(OLDEST_TO_BEGIN_WITH)) return;
  complain(
    `Node ${process.versions.node} is too old. Gatehouse needs Node ${OLDEST_TO_BEGIN_WITH.join(".")} or newer.`,
  );
  complain("It brings the exact Node it runs on with its dependencies; install any newer one from https://nodejs.org.");
  process.exit(1);
}

/** The environment for programs of the project: its own executables, and its own Node, come first. */
export function projectEnv(extra = {}) {
  return { ...process.env, PATH: [binDir, outerPath()].join(delimiter), NEXT_TELEMETRY_DISABLED: "1", ...extra };
}

/** PATH without the project's executables: npm must not run on a Node that it is about to replace. */
export function outerPath() {
  const parts = (process.env.PATH ?? "").split(delimiter);
  return parts.filter((part) => part !== binDir).join(delimiter);
}

/**
 * Starts the same command again on the Node that came with the dependencies, hands signals on, and ends with its exit
 * code. Returns at once when this process already runs on a new enough Node.
 */
export async function continueOnPinnedNode() {
  if (isAtLeast(OLDEST_TO_RUN_ON)) return;
  if (!existsSync(pinnedNode)) {
    complain(`The Node that comes with the dependencies is missing (${pinnedNode}).`);
    complain("Its install script did not run: remove node_modules, allow install scripts, and try again.");
    process.exit(1);
  }
  // The channel carries no message: its end tells the new process that this one is gone, even after kill -9.
  const child = spawn(pinnedNode, process.argv.slice(1), {
    stdio: ["inherit", "inherit", "inherit", "ipc"],
    env: projectEnv(),
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  const code = await new Promise((resolve) => {
    child.on("error", () => resolve(1));
    child.on("exit", (exitCode, signal) => resolve(exitCode ?? 128 + (constants.signals[signal ?? "SIGTERM"] ?? 15)));
  });
  process.exit(code);
}
