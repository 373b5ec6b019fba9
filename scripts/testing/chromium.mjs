import { existsSync } from "node:fs";
import { capture, runStep } from "../prepare/run-step.mjs";
import { complain, say } from "../prepare/say.mjs";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const MAC_PATH = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";

/** The path of a Chromium that starts, made available if need be, or null (with the reason said). */
export async function findChromium(env) {
  for (const find of [installed, playwrightsOwn, playwrightsDownload, debiansPackage]) {
    const path = await find(env);
    if (path && (await starts(path))) return path;
  }
  complain("No Chromium to be had: install one, or name it in CHROMIUM_PATH.");
  return null;
}

async function installed() {
  if (process.env.CHROMIUM_PATH) return process.env.CHROMIUM_PATH;
  for (const name of NAMES) {
    const { code, output } = await capture(["sh", "-c", `command -v ${name}`]);
    if (code === 0) return output.trim();
  }
  return existsSync(MAC_PATH) ? MAC_PATH : null;
}

async function playwrightsOwn() {
  const { chromium } = await import("playwright-core");
  const path = chromium.executablePath();
  return existsSync(path) ? path : null;
}

async function playwrightsDownload(env) {
  say("No Chromium found: trying Playwright's download …");
  const cli = "node_modules/playwright-core/cli.js";
  // Where that host is out of reach the next way is tried soon, not after minutes.
  const quick = { ...env, PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: "10000" };
  const { code } = await capture([process.execPath, cli, "install", "chromium"], quick);
  return code === 0 ? playwrightsOwn() : null;
}

async function debiansPackage(env) {
  if ((await capture(["sh", "-c", "command -v apt-get"])).code !== 0) return null;
  const isRoot = process.getuid?.() === 0;
  if (!isRoot && (await capture(["sudo", "-n", "true"])).code !== 0) return null;
  const asRoot = isRoot ? [] : ["sudo", "-n"];
  const quiet = { ...env, DEBIAN_FRONTEND: "noninteractive" };
  try {
    await runStep("Reading Debian's package lists", [...asRoot, "apt-get", "update", "-q"], { env: quiet });
    const install = [...asRoot, "apt-get", "install", "-y", "-q", "--no-install-recommends", "chromium"];
    await runStep("Installing Debian's Chromium", install, { env: quiet });
  } catch {
    return null;
  }
  return installed();
}

/** A browser without its system libraries is there and cannot start. */
async function starts(path) {
  return (await capture([path, "--version", "--no-sandbox"])).code === 0;
}
