import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { DatabaseEngine } from "../env";

export type Migration = { name: string; upSql: string; downSql: string; checksum: string };

/** The folder with the three histories: found upwards from this file (source or bundle), else from the working folder. */
export function migrationsDir(): string {
  const starts = [dirname(fileURLToPath(import.meta.url)), process.cwd()];
  for (const start of starts) {
    for (let dir = start; dir !== dirname(dir); dir = dirname(dir)) {
      const candidate = join(dir, "prisma/migrations");
      if (existsSync(candidate)) return candidate;
    }
  }
  throw new Error("The folder prisma/migrations is missing beside this build.");
}

/** One engine's migrations, oldest first. The checksum is of migration.sql, as Prisma Migrate computes it. */
export function readMigrations(engine: DatabaseEngine, root = migrationsDir()): Migration[] {
  const dir = join(root, engine);
  return readdirSync(dir, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
    .map((name) => {
      const upSql = readFileSync(join(dir, name, "migration.sql"), "utf8");
      const downSql = readFileSync(join(dir, name, "down.sql"), "utf8");
      return { name, upSql, downSql, checksum: createHash("sha256").update(upSql).digest("hex") };
    });
}

/** Splits a script at the semicolons outside quotes and comments; statements of comments only are left out. */
export function splitStatements(script: string): string[] {
  const token = /'(?:[^'\\]|''|\\[\s\S])*'|"(?:[^"]|"")*"|`(?:[^`]|``)*`|--[^\n]*|\/\*[\s\S]*?\*\/|;/g;
  const statements: string[] = [];
  let text = "";
  let from = 0;
  for (const match of script.matchAll(token)) {
    text += script.slice(from, match.index);
    from = match.index + match[0].length;
    if (match[0] === ";") {
      statements.push(text.trim());
      text = "";
    } else if (!match[0].startsWith("--")) {
      text += match[0];
    }
  }
  return [...statements, (text + script.slice(from)).trim()].filter((statement) => statement !== "");
}
