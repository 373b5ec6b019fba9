// npm run build: clients, programs and pages, when they are stale (or always, with --force).
import { rmSync } from "node:fs";
import { join } from "node:path";
import { installWhatIsMissing } from "./prepare/install.mjs";
import { continueOnPinnedNode, requireUsableNode } from "./prepare/node-runtime.mjs";
import { rootDir } from "./prepare/root-dir.mjs";
import { StepError } from "./prepare/run-step.mjs";
import { complain, say } from "./prepare/say.mjs";

requireUsableNode();
try {
  await installWhatIsMissing();
  await continueOnPinnedNode();
  if (process.argv.includes("--force")) rmSync(join(rootDir, "dist/build.json"), { force: true });
  const { buildIfStale } = await import("./prepare/build.mjs");
  await buildIfStale();
  say("The build is up to date.");
} catch (error) {
  complain(
    error instanceof StepError ? error.message : error instanceof Error ? (error.stack ?? error.message) : error,
  );
  process.exit(1);
}
