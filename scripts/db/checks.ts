import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { rootDir } from "./schema-text.mjs";

const ChecksSchema = z.record(z.string(), z.record(z.string(), z.string()));

/** Table → constraint name → condition. Prisma's models cannot say these; prisma/checks.json does. */
export type Checks = z.output<typeof ChecksSchema>;

export function readChecks(): Checks {
  return ChecksSchema.parse(JSON.parse(readFileSync(join(rootDir, "prisma/checks.json"), "utf8")));
}

const LINE = /^\/\/ check (\w+)\.(\w+): (.+)$/gm;

/** The checks as comment lines, kept in the schema beside a migration so that the next one sees what changed. */
export function checkLines(checks: Checks): string {
  return Object.entries(checks)
    .flatMap(([table, named]) => Object.entries(named).map(([name, check]) => `// check ${table}.${name}: ${check}\n`))
    .join("");
}

export function parseCheckLines(schema: string | null): Checks {
  const checks: Checks = {};
  for (const [, table = "", name = "", check = ""] of (schema ?? "").matchAll(LINE)) {
    checks[table] = { ...checks[table], [name]: check };
  }
  return checks;
}

type Change = { table: string; name: string; from: string | undefined; to: string | undefined };

export function changedChecks(from: Checks, to: Checks): Change[] {
  const tables = new Set([...Object.keys(from), ...Object.keys(to)]);
  return [...tables].flatMap((table) => {
    const names = new Set([...Object.keys(from[table] ?? {}), ...Object.keys(to[table] ?? {})]);
    return [...names]
      .map((name) => ({ table, name, from: from[table]?.[name], to: to[table]?.[name] }))
      .filter((change) => change.from !== change.to);
  });
}
