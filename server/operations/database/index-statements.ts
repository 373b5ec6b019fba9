import type { DatabaseEngine } from "@/server/kernel/env";
import type { ExpectedIndex } from "./expected-indexes";
import type { FoundIndex } from "./found-indexes";

type Place = {
  engine: DatabaseEngine;
  /** The parts of a PostgreSQL table that is partitioned; empty for any other. */
  partitions: readonly string[];
};

/** What makes an index while the table is read and written, as far as the database can. */
export function createStatements(index: ExpectedIndex, { engine, partitions }: Place): string[] {
  const quote = (name: string) => (engine === "mysql" ? `\`${name}\`` : `"${name}"`);
  const columns = index.columns.map(quote).join(", ");
  const unique = index.isUnique ? "UNIQUE " : "";
  const where = index.where === "" ? "" : ` WHERE ${index.where}`;
  if (engine === "mysql") {
    return [
      `ALTER TABLE ${quote(index.table)} ADD ${unique}INDEX ${quote(index.name)} (${columns}), ALGORITHM=INPLACE, LOCK=NONE;`,
    ];
  }
  if (engine === "sqlite") {
    return [`CREATE ${unique}INDEX IF NOT EXISTS ${quote(index.name)} ON ${quote(index.table)} (${columns})${where};`];
  }
  const over = `(${columns})${where}`;
  if (partitions.length === 0) {
    return [`CREATE ${unique}INDEX CONCURRENTLY IF NOT EXISTS ${quote(index.name)} ON ${quote(index.table)} ${over};`];
  }
  return [
    // PostgreSQL makes none of a partitioned table concurrently: first an empty whole, then each part, then together.
    `CREATE ${unique}INDEX IF NOT EXISTS ${quote(index.name)} ON ONLY ${quote(index.table)} ${over};`,
    ...partitions.flatMap((partition) => {
      const name = quote(`${partition}${index.name.slice(index.table.length)}`);
      return [
        `CREATE ${unique}INDEX CONCURRENTLY IF NOT EXISTS ${name} ON ${quote(partition)} ${over};`,
        `ALTER INDEX ${quote(index.name)} ATTACH PARTITION ${name};`,
      ];
    }),
  ];
}

/** What takes an index away again. */
export function dropStatements(index: FoundIndex, { engine, partitions }: Place): string[] {
  if (engine === "mysql")
    return [`ALTER TABLE \`${index.table}\` DROP INDEX \`${index.name}\`, ALGORITHM=INPLACE, LOCK=NONE;`];
  const isConcurrent = engine === "postgresql" && partitions.length === 0;
  return [`DROP INDEX ${isConcurrent ? "CONCURRENTLY " : ""}IF EXISTS "${index.name}";`];
}
