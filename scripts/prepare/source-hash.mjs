import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { rootDir } from "./root-dir.mjs";

const SOURCES = [
  "app",
  "components",
  "server",
  "public",
  "prisma/models",
  "scripts/db",
  "scripts/prepare",
  "scripts/ledger-verify.ts",
  "scripts/usage-verify.ts",
  "scripts/config.ts",
  "scripts/config-print.ts",
  "package.json",
  "package-lock.json",
  "tsconfig.json",
  "next.config.ts",
  "postcss.config.mjs",
  "instrumentation.ts",
  "proxy.ts",
];
const NOT_BUILT = /\.test\.tsx?$|[\\/]fixtures[\\/]/;

/** One digest over everything that ends up in the build: the build is stale exactly when it differs. */
export function sourceHash() {
  const hash = createHash("sha256").update(process.versions.node.split(".")[0] ?? "");
  for (const file of SOURCES.flatMap(filesUnder)) {
    hash
      .update(file)
      .update("\0")
      .update(readFileSync(join(rootDir, file)))
      .update("\0");
  }
  return hash.digest("hex");
}

function filesUnder(path) {
  const full = join(rootDir, path);
  if (!existsSync(full)) return [];
  if (!statSync(full).isDirectory()) return [path];
  const names = readdirSync(full, { recursive: true, withFileTypes: true });
  const files = names.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return files
    .map((file) => file.slice(rootDir.length + 1))
    .filter((file) => !NOT_BUILT.test(file))
    .sort();
}
