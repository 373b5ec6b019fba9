import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { currentState } from "./current-state";
import { migrationSql } from "./migration-sql";
import { providers, rootDir } from "./schema-text.mjs";

test.each(providers)(
  "every change of the models has its migration on %s (else: npm run db:migration -- <name>)",
  async (provider) => {
    const dir = join(rootDir, "prisma/migrations", provider);
    const newest = readdirSync(dir, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name)
      .sort()
      .at(-1);
    const snapshot = readFileSync(join(dir, newest ?? "", "schema.prisma"), "utf8");
    const missing = await migrationSql(provider, snapshot, currentState(provider));
    expect(missing.replace(/^--.*$/gm, "").trim()).toBe("");
  },
);
