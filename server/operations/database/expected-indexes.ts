import { readMigrations, splitStatements } from "@/server/kernel/database/migration-files";
import type { DatabaseEngine } from "@/server/kernel/env";

/** An index the migrations make. `where` is "" for one over all rows. */
export type ExpectedIndex = { name: string; table: string; columns: string[]; isUnique: boolean; where: string };

/** The secondary indexes a database of this build has, read from the migrations themselves. */
export function expectedIndexes(engine: DatabaseEngine): ExpectedIndex[] {
  return indexesAfter(readMigrations(engine).flatMap(({ upSql }) => splitStatements(upSql)));
}

const NAME = '["`]([^"`]+)["`]';
const CREATE = new RegExp(`^CREATE (UNIQUE )?INDEX ${NAME} ON ${NAME}\\s*\\(([^)]*)\\)(?: WHERE ([\\s\\S]+))?$`, "i");
const CREATE_TABLE = new RegExp(`^CREATE TABLE ${NAME}`, "i");
const ALTER_TABLE = new RegExp(`^ALTER TABLE ${NAME}`, "i");
const INLINE = new RegExp(`(UNIQUE )?INDEX ${NAME}\\s*\\(([^)]*)\\)`, "gi");
const DROP = new RegExp(`\\bDROP INDEX (?:IF EXISTS )?${NAME}`, "gi");
const DROP_TABLE = new RegExp(`^DROP TABLE (?:IF EXISTS )?${NAME}`, "i");

/** The indexes there are when these statements have run one after the other. */
export function indexesAfter(statements: readonly string[]): ExpectedIndex[] {
  const indexes = new Map<string, ExpectedIndex>();
  const keyOf = (table: string, name: string) => `${table}.${name}`;
  const add = (index: ExpectedIndex) => indexes.set(keyOf(index.table, index.name), index);
  for (const statement of statements) {
    const created = CREATE.exec(statement);
    if (created) {
      const [, unique, name = "", table = "", columns = "", where = ""] = created;
      add({ name, table, columns: namesIn(columns), isUnique: unique !== undefined, where: where.trim() });
      continue;
    }
    const dropped = DROP_TABLE.exec(statement)?.[1];
    const altered = (CREATE_TABLE.exec(statement) ?? ALTER_TABLE.exec(statement))?.[1];
    for (const [key, { table, name }] of indexes) {
      const isGone = [...statement.matchAll(DROP)].some((match) => match[1] === name);
      if (table === dropped || isGone) indexes.delete(key);
    }
    if (altered === undefined) continue;
    // MySQL's lie in the statement that makes or changes the table.
    for (const [, unique, name = "", columns = ""] of statement.replace(DROP, "").matchAll(INLINE)) {
      add({ name, table: altered, columns: namesIn(columns), isUnique: unique !== undefined, where: "" });
    }
  }
  return [...indexes.values()];
}

function namesIn(list: string): string[] {
  return list.split(",").map((column) => column.trim().replace(/["`]/g, ""));
}
