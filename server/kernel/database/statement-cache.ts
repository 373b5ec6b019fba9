import type Database from "better-sqlite3";

const STATEMENTS_MAX = 500;

/** Prepared statements by their text; the one used longest ago leaves first. Preparing costs more than most statements. */
export class StatementCache {
  readonly #database: Database.Database;
  readonly #statements = new Map<string, Database.Statement<unknown[], unknown>>();

  readonly #isBigIntResult: boolean;

  /** `isBigIntResult` reads every integer as bigint; numbers above 2^53 would lose digits silently. */
  constructor(database: Database.Database, options: { isBigIntResult?: boolean } = {}) {
    this.#database = database;
    this.#isBigIntResult = options.isBigIntResult ?? false;
  }

  get(sql: string): Database.Statement<unknown[], unknown> {
    const known = this.#statements.get(sql);
    if (known !== undefined) {
      this.#statements.delete(sql);
      this.#statements.set(sql, known);
      return known;
    }
    const statement = this.#database.prepare<unknown[], unknown>(sql);
    if (this.#isBigIntResult && statement.reader) statement.safeIntegers(true);
    this.#statements.set(sql, statement);
    if (this.#statements.size > STATEMENTS_MAX) {
      const [oldest] = this.#statements.keys();
      if (oldest !== undefined) this.#statements.delete(oldest);
    }
    return statement;
  }
}
