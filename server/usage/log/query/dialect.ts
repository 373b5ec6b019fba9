import type { DatabaseEngine } from "@/server/kernel/env";
import type { ConditionDialect } from "./condition";

/** What differs between the engines in the statements over logs. */
export type LogDialect = Omit<ConditionDialect, "placeholder"> & {
  /** Behind the table's name: the index that must be used, where the engine takes such a word. */
  withIndex(index: string): string;
  /** The number of the bucket that a row's time falls into, counted from 1970. */
  bucketOf(bucketMs: number): string;
};

const SQLITE: LogDialect = {
  holds: (text, part) => `instr(${text}, ${part}) > 0`,
  small: (text) => `small(${text})`,
  unindexed: (column) => `+${column}`,
  withIndex: (index) => ` INDEXED BY ${index}`,
  bucketOf: (bucketMs) => `created_at / ${Math.trunc(bucketMs)}`,
};

const POSTGRESQL: LogDialect = {
  holds: (text, part) => `strpos(${text}, ${part}) > 0`,
  small: (text) => `lower(${text})`,
  unindexed: (column) => (column === "http_status" ? `(${column} + 0)` : `(${column} || '')`),
  withIndex: () => "",
  bucketOf: (bucketMs) => `floor(extract(epoch FROM created_at) * 1000 / ${Math.trunc(bucketMs)})`,
};

const MYSQL: LogDialect = {
  holds: (text, part) => `instr(${text}, ${part}) > 0`,
  small: (text) => `lower(${text})`,
  unindexed: (column) => column,
  withIndex: (index) => ` FORCE INDEX (${index})`,
  bucketOf: (bucketMs) =>
    `floor(timestampdiff(MICROSECOND, '1970-01-01', created_at) / 1000 / ${Math.trunc(bucketMs)})`,
};

const DIALECTS: Readonly<Record<DatabaseEngine, LogDialect>> = { sqlite: SQLITE, postgresql: POSTGRESQL, mysql: MYSQL };

export function logDialectOf(engine: DatabaseEngine): LogDialect {
  return DIALECTS[engine];
}
