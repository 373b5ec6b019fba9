import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { rootDir } from "./schema-text.mjs";

const StorageSchema = z.object({
  partialIndexes: z.record(z.string(), z.string()),
  partitions: z.record(z.string(), z.string()),
});

/**
 * How rows lie on disk, which Prisma's models cannot say; prisma/storage.json does. `partialIndexes`: index → the rows it
 * holds (MySQL has no such indexes and holds all). `partitions`: table → the id column whose time cuts it into months (SQLite
 * keeps one table).
 */
export type Storage = z.output<typeof StorageSchema>;

export function readStorage(): Storage {
  return StorageSchema.parse(JSON.parse(readFileSync(join(rootDir, "prisma/storage.json"), "utf8")));
}

const LINE = /^\/\/ (partial|partition) (\w+): (.+)$/gm;

/** The storage as comment lines, kept in the schema beside a migration so that the next one sees what changed. */
export function storageLines({ partialIndexes, partitions }: Storage): string {
  const lines = [
    ...Object.entries(partialIndexes).map(([index, rows]) => `// partial ${index}: ${rows}\n`),
    ...Object.entries(partitions).map(([table, column]) => `// partition ${table}: ${column}\n`),
  ];
  return lines.join("");
}

export function parseStorageLines(schema: string | null): Storage {
  const storage: Storage = { partialIndexes: {}, partitions: {} };
  for (const [, kind, name = "", text = ""] of (schema ?? "").matchAll(LINE)) {
    (kind === "partial" ? storage.partialIndexes : storage.partitions)[name] = text;
  }
  return storage;
}

const MYSQL_PARTITIONS = (column: string) =>
  ` PARTITION BY RANGE COLUMNS(\`${column}\`) (PARTITION rest VALUES LESS THAN (MAXVALUE))`;

/** Adds to a script for SQLite or PostgreSQL what the storage asks of the indexes and tables that it creates. */
export function withStorage(provider: "sqlite" | "postgresql", script: string, to: Storage): string {
  const indexed = script.replace(/^(CREATE (?:UNIQUE )?INDEX "(\w+)" ON .*);$/gm, (statement, text, index: string) => {
    const rows = to.partialIndexes[index];
    return rows === undefined ? statement : `${text} WHERE ${rows};`;
  });
  if (provider === "sqlite") return indexed;
  return indexed.replace(/^CREATE TABLE "(\w+)" \(\n[\s\S]*?\n\);$/gm, (statement, table: string) => {
    const column = to.partitions[table];
    return column === undefined ? statement : partitioned(statement, table, column);
  });
}

/** Ids sort by time byte by byte; a locale's order would be the same for them, and slower. */
function partitioned(statement: string, table: string, column: string): string {
  const ordered = statement.replace(new RegExp(`("${column}" \\w+(?:\\(\\d+\\))?)`), '$1 COLLATE "C"');
  const cut = ordered.replace(/\n\);$/, `\n) PARTITION BY RANGE ("${column}");`);
  return `${cut}\n\nCREATE TABLE "${table}_rest" PARTITION OF "${table}" DEFAULT;`;
}

/** What stands behind the columns of a MySQL table that is cut into months; rows find a place before there are any. */
export function mysqlPartitions(table: string, { partitions }: Storage): string {
  const column = partitions[table];
  return column === undefined ? "" : MYSQL_PARTITIONS(column);
}

/** Throws when the storage of something changed that the script does not create anew: no database can do that in place. */
export function refuseStorageChange(script: string, from: Storage, to: Storage): void {
  const changed = (old: Record<string, string>, now: Record<string, string>) =>
    Object.keys(now).filter((name) => old[name] !== now[name]);
  for (const name of [...changed(from.partialIndexes, to.partialIndexes), ...changed(from.partitions, to.partitions)]) {
    if (new RegExp(`CREATE (?:TABLE|INDEX|UNIQUE INDEX) "${name}"`).test(script)) continue;
    throw new Error(
      `The storage of ${name} changed, but nothing creates it anew: give the index or table another name.`,
    );
  }
}
