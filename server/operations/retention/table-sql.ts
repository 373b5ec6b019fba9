import type { SqlDialect } from "@/server/kernel/database/sql-dialect";
import { asText, asTime } from "@/server/kernel/database/sql-values";
import { firstIdAt } from "@/server/kernel/ids";
import type { Age, RetentionTable } from "./classes";

/** Rows of a table by age: from an instant (none: from the beginning) up to, and without, another. */
export type Range = { from: Date | null; to: Date };

/** One statement while it is put together: values go in with their placeholders. */
export class Statement {
  readonly values: unknown[] = [];
  readonly #dialect: SqlDialect;

  constructor(dialect: SqlDialect) {
    this.#dialect = dialect;
  }

  value(value: unknown): string {
    this.values.push(value instanceof Date ? this.#dialect.time(value) : value);
    return this.#dialect.placeholder(this.values.length - 1);
  }
}

/** An instant as the table's age says it: an id that could be made then, or the instant. */
export function ageAt(age: Age, at: Date): string | Date {
  return age.kind === "id" ? firstIdAt(age.prefix, at.getTime()) : at;
}

const ID_TIME = /^[a-z]{3}_([0-9a-hjkmnp-tv-z]{10})/;
const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

/** The instant that a value of the age's column says; null for an id that nobody here made. */
export function timeOfAge(age: Age, value: unknown): Date | null {
  if (age.kind === "time") return asTime(value);
  const digits = ID_TIME.exec(asText(value))?.[1];
  if (digits === undefined) return null;
  return new Date([...digits].reduce((at, digit) => at * 32 + ALPHABET.indexOf(digit), 0));
}

/** The age's column, with its table. */
export function ageColumn({ table, age }: RetentionTable): string {
  return `${table}.${age.column}`;
}

/** Which rows of a range go, legal holds aside. `cutoff` is where the whole class is cut, for what else must be over. */
export function rangeCondition(
  statement: Statement,
  table: RetentionTable,
  { from, to, cutoff }: Range & { cutoff: Date },
): string {
  const column = ageColumn(table);
  const parts = [
    ...(from === null ? [] : [`${column} >= ${statement.value(ageAt(table.age, from))}`]),
    `${column} < ${statement.value(ageAt(table.age, to))}`,
    ...whereParts(statement, table, cutoff),
  ];
  return parts.join(" AND ");
}

/** The table's own condition, if it has one. */
export function whereParts(statement: Statement, { where }: RetentionTable, cutoff: Date): string[] {
  return where === undefined ? [] : [where.replaceAll("{cutoff}", () => statement.value(cutoff))];
}

/** SQL that is true of rows that a legal hold keeps; null where no hold can. */
export function heldCondition({ table, account }: RetentionTable): string | null {
  switch (account.kind) {
    case "nobody":
      return null;
    case "everybody":
      return "EXISTS (SELECT 1 FROM users WHERE users.legal_hold_at IS NOT NULL)";
    case "column":
      return `EXISTS (SELECT 1 FROM users WHERE users.id = ${table}.${account.column} AND users.legal_hold_at IS NOT NULL)`;
    case "request":
      return `EXISTS (SELECT 1 FROM logs JOIN users ON users.id = logs.user_id
        WHERE logs.id = ${table}.${account.column} AND users.legal_hold_at IS NOT NULL)`;
  }
}

/** FROM and WHERE that find the rows of accounts on hold by the accounts, which are few; null where there can be none. */
export function heldRows({ table, account }: RetentionTable): string | null {
  switch (account.kind) {
    case "nobody":
      return null;
    case "everybody":
      return `${table} WHERE EXISTS (SELECT 1 FROM users WHERE users.legal_hold_at IS NOT NULL)`;
    case "column":
      return `users JOIN ${table} ON ${table}.${account.column} = users.id WHERE users.legal_hold_at IS NOT NULL`;
    case "request":
      return `users JOIN logs ON logs.user_id = users.id JOIN ${table} ON ${table}.${account.column} = logs.id
        WHERE users.legal_hold_at IS NOT NULL`;
  }
}
