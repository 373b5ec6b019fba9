import { existsSync } from "node:fs";
import { join } from "node:path";
import { rootDir } from "../prepare/root-dir.mjs";
import { capture } from "../prepare/run-step.mjs";

const bin = (path) => join(rootDir, "node_modules", path);
const SOURCE_DIRS = ["app", "components", "server", "scripts", "e2e", "bench"];

/** Checks that read the sources and run nothing: each counts as one test. `prepare` runs first and must succeed. */
export const STATIC_CHECKS = [
  {
    name: "types",
    prepare: [
      [process.execPath, "scripts/db/generate.mjs"],
      // Writes the types that a page's own name and Next's modules bring; without it the first check differs from the next.
      [process.execPath, bin("next/dist/bin/next"), "typegen"],
    ],
    command: [process.execPath, bin("typescript/bin/tsc"), "--noEmit", "-p", "."],
  },
  { name: "lint", command: [process.execPath, bin("@biomejs/biome/bin/biome"), "check", "--error-on-warnings", "."] },
  {
    name: "imports",
    prepare: [[process.execPath, "scripts/db/generate.mjs"]],
    command: [
      process.execPath,
      bin("dependency-cruiser/bin/dependency-cruise.mjs"),
      "--config",
      ".dependency-cruiser.cjs",
      ...SOURCE_DIRS.filter((dir) => existsSync(join(rootDir, dir))),
    ],
  },
];

/** Runs one check; resolves with { ok, output }. */
export async function runCheck({ prepare = [], command }, env) {
  for (const step of prepare) {
    const { code, output } = await capture(step, env);
    if (code !== 0) return { ok: false, output };
  }
  const { code, output } = await capture(command, env);
  return { ok: code === 0, output };
}
