// npm run db:migration -- <name>      one migration for every database, from the change of the models
// npm run db:migration -- --amend     writes the newest migration again (only while nobody has applied it)
// npm run db:migration -- --check     fails when the models have changes that no migration makes
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { currentState } from "./current-state";
import { migrationSql } from "./migration-sql";
import { type Provider, providers, rootDir } from "./schema-text.mjs";

const migrationsDir = join(rootDir, "prisma/migrations");
const SNAPSHOT = "schema.prisma";

type Step = { provider: Provider; from: string | null; to: string; up: string; down: string };

function migrationNames(provider: Provider): string[] {
  const dir = join(migrationsDir, provider);
  if (!existsSync(dir)) return [];
  return readdirSync(dir)
    .filter((name) => existsSync(join(dir, name, "migration.sql")))
    .sort();
}

function snapshot(provider: Provider, name: string | undefined): string | null {
  return name === undefined ? null : readFileSync(join(migrationsDir, provider, name, SNAPSHOT), "utf8");
}

async function nextSteps(previous: (provider: Provider) => string | undefined): Promise<Step[]> {
  return Promise.all(
    providers.map(async (provider) => {
      const from = snapshot(provider, previous(provider));
      const to = currentState(provider);
      const [up, down] = await Promise.all([migrationSql(provider, from, to), migrationSql(provider, to, from)]);
      return { provider, from, to, up, down };
    }),
  );
}

const isChange = (step: Step) => step.up.replace(/^--.*$/gm, "").trim() !== "";

function write(name: string, step: Step): void {
  const dir = join(migrationsDir, step.provider);
  mkdirSync(join(dir, name), { recursive: true });
  writeFileSync(join(dir, "migration_lock.toml"), `provider = "${step.provider}"\n`);
  writeFileSync(join(dir, name, "migration.sql"), `${step.up.trim()}\n`);
  writeFileSync(join(dir, name, "down.sql"), `${step.down.trim()}\n`);
  writeFileSync(join(dir, name, SNAPSHOT), step.to);
  console.log(`Wrote ${relative(rootDir, join(dir, name))}`);
}

/** Statements that lose data, and columns that existing rows have no value for, need a human's eye. */
function warn(steps: Step[]): void {
  for (const { provider, up } of steps) {
    for (const line of up.matchAll(/^.*\bDROP (?:TABLE|COLUMN)\b.*$|^.*\bADD COLUMN\b.*\bNOT NULL(?!.*DEFAULT).*$/gm)) {
      console.warn(`Check by hand (${provider}): ${line[0].trim()}`);
    }
  }
}

function timestamp(): string {
  return new Date().toISOString().replace(/\D/g, "").slice(0, 14);
}

async function main(argument: string | undefined): Promise<void> {
  const newest = (provider: Provider) => migrationNames(provider).at(-1);
  if (argument === "--check") {
    const changed = (await nextSteps(newest)).filter(isChange);
    if (changed.length === 0) return console.log("The migrations match the models.");
    for (const { provider, up } of changed) console.error(`No migration makes this change (${provider}):\n${up}`);
    process.exitCode = 1;
    return;
  }
  if (argument === "--amend") {
    const name = newest("sqlite");
    if (name === undefined) throw new Error("There is no migration to amend.");
    const steps = await nextSteps((provider) => migrationNames(provider).at(-2));
    for (const step of steps) {
      rmSync(join(migrationsDir, step.provider, name), { recursive: true, force: true });
      write(name, step);
    }
    return warn(steps);
  }
  if (argument === undefined || !/^[a-z][a-z0-9_]*$/.test(argument)) {
    throw new Error("Give the migration a name in small letters: npm run db:migration -- add_channel_notes");
  }
  const steps = await nextSteps(newest);
  if (!steps.some(isChange)) return console.log("The models have not changed.");
  const name = `${timestamp()}_${argument}`;
  for (const step of steps) write(name, step);
  warn(steps);
}

try {
  await main(process.argv[2]);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
