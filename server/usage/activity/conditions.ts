import type { SqlDialect } from "@/server/kernel/database/sql-dialect";
import type { ActivityFilter } from "./schema";

/** SQL under construction: every value is bound, in the order of its placeholders. */
export class Statement {
  readonly values: unknown[] = [];
  readonly #dialect: SqlDialect;

  constructor(dialect: SqlDialect) {
    this.#dialect = dialect;
  }

  bind(value: unknown): string {
    this.values.push(value);
    return this.#dialect.placeholder(this.values.length - 1);
  }

  /** Which bar an hour or day falls into: whole hours since `startMs`, divided by the bar's length. */
  bucket(column: string, { startMs, lengthMs, firstIndex }: BucketRun): string {
    // In the order of their places in the text.
    const first = this.#integer(firstIndex);
    const start = this.#integer(startMs / 3_600_000);
    const length = this.#integer(lengthMs / 3_600_000);
    switch (this.#dialect.engine) {
      case "sqlite":
        return `${first} + (${column} / 3600000 - ${start}) / ${length}`;
      case "postgresql":
        return `${first} + ((extract(epoch FROM ${column})::bigint / 3600)::int - ${start}) / ${length}`;
      case "mysql":
        return `${first} + (TIMESTAMPDIFF(HOUR, '1970-01-01', ${column}) - ${start}) DIV ${length}`;
    }
  }

  between(column: string, { from, to }: { from: number; to: number }): string {
    return `${column} >= ${this.bind(new Date(from))} AND ${column} < ${this.bind(new Date(to))}`;
  }

  anyOf(column: string, values: readonly string[]): string {
    if (values.length === 0) return "1 = 0";
    return `${column} IN (${values.map((value) => this.bind(value)).join(", ")})`;
  }

  /** What of a filter every roll-up knows. */
  filter({ model, group, channelId }: ActivityFilter): string {
    const parts: string[] = [];
    if (model?.length) parts.push(this.anyOf("model", model));
    if (group?.length) parts.push(this.anyOf("group_name", group));
    if (channelId?.length) parts.push(this.anyOf("channel_id", channelId));
    return parts.map((part) => ` AND ${part}`).join("");
  }

  /** Drivers bind numbers as they like, and a division of one that is not whole is another. */
  #integer(value: number): string {
    const placeholder = this.bind(value);
    if (this.#dialect.engine === "sqlite") return `CAST(${placeholder} AS INTEGER)`;
    return this.#dialect.engine === "postgresql" ? `${placeholder}::int` : placeholder;
  }
}

/** Bars of one length, one after the other. */
export type BucketRun = { startMs: number; lengthMs: number; firstIndex: number };
