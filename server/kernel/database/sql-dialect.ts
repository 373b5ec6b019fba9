import type { DatabaseEngine } from "../env";

/** What differs between the engines' SQL in every statement. Anything else is written once for each engine. */
export type SqlDialect = {
  readonly engine: DatabaseEngine;
  /** `groups` is a reserved word in MySQL, `key` in others: names in hand-written SQL are quoted. */
  quote(name: string): string;
  /** The placeholder of the value at `index`, from 0. */
  placeholder(index: number): string;
  /** A time as the engine stores it: UTC, whole milliseconds. Comparable with what Prisma writes. */
  time(at: Date | number): string | number;
  /** `(?, ?), (?, ?)` for a multi-row INSERT, numbered from `firstIndex`. */
  rows(rowCount: number, columnCount: number, firstIndex?: number): string;
};

export function dialectOf(engine: DatabaseEngine): SqlDialect {
  const placeholder = (index: number) => (engine === "postgresql" ? `$${index + 1}` : "?");
  const mark = engine === "mysql" ? "`" : '"';
  return {
    engine,
    quote: (name) => mark + name.replaceAll(mark, mark + mark) + mark,
    placeholder,
    time: (at) => encodeTime(engine, new Date(at)),
    rows: (rowCount, columnCount, firstIndex = 0) =>
      Array.from({ length: rowCount }, (_, row) => {
        const first = firstIndex + row * columnCount;
        return `(${Array.from({ length: columnCount }, (_, column) => placeholder(first + column)).join(", ")})`;
      }).join(", "),
  };
}

function encodeTime(engine: DatabaseEngine, at: Date): string | number {
  switch (engine) {
    case "sqlite":
      return at.getTime();
    case "postgresql":
      return at.toISOString();
    case "mysql":
      return at.toISOString().replace("T", " ").replace("Z", "");
  }
}

/** A parameter in the form the engine's driver takes. */
export function encodeValue(dialect: SqlDialect, value: unknown): unknown {
  if (value instanceof Date) return dialect.time(value);
  if (dialect.engine === "sqlite" && typeof value === "boolean") return value ? 1 : 0;
  if (Array.isArray(value)) return value.map((element) => encodeValue(dialect, element));
  return value;
}
