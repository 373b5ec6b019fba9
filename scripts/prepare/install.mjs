import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { outerPath, pinnedNode } from "./node-runtime.mjs";
import { rootDir } from "./root-dir.mjs";
import { runStep } from "./run-step.mjs";

const HINT =
  "If the network is the reason: Gatehouse needs the npm registry once, for this step only. A proxy or a mirror goes into npm's own settings.";

/** Installs the dependencies when what is in node_modules is not what package-lock.json says. */
export async function installWhatIsMissing() {
  if (isInstalled()) return;
  const title = "Installing the dependencies (once; about a minute)";
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  const command = [npm, "ci", "--include=dev", "--no-audit", "--no-fund", "--prefer-offline"];
  await runStep(title, command, { env: { ...process.env, PATH: outerPath() }, hint: HINT });
}

/** npm leaves a list of what it installed, as the last thing it does: so a broken-off install counts as none. */
export function isInstalled() {
  const installed = readLock("node_modules/.package-lock.json");
  const wanted = readLock("package-lock.json");
  if (!installed || !wanted || !existsSync(pinnedNode)) return false;
  for (const [path, entry] of Object.entries(wanted)) {
    // Builds for other platforms are in the lock and never installed.
    if (path === "" || entry.optional || entry.devOptional || entry.peer) continue;
    if (installed[path]?.version !== entry.version) return false;
  }
  return true;
}

function readLock(file) {
  const path = join(rootDir, file);
  if (!existsSync(path)) return null;
  return JSON.parse(readFileSync(path, "utf8")).packages;
}
