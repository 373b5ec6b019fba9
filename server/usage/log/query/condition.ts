import type { Predicate } from "./predicate";

/** What differs between the databases in a condition. DuckDB over Parquet files can be one of them. */
export type ConditionDialect = {
  /** The placeholder of the value at `index`, from 0. */
  placeholder(index: number): string;
  /** Whether the text of the first expression holds that of the second. */
  holds(text: string, part: string): string;
  /** A text in small letters. */
  small(text: string): string;
  /** A column as an expression that no index serves, where a planner would else choose one that is not meant. */
  unindexed(column: string): string;
};

/** Collects the values of a statement and gives each its placeholder. */
export class Binder {
  readonly values: unknown[] = [];
  readonly #dialect: Pick<ConditionDialect, "placeholder">;

  constructor(dialect: Pick<ConditionDialect, "placeholder">) {
    this.#dialect = dialect;
  }

  bind(value: unknown): string {
    this.values.push(value);
    return this.#dialect.placeholder(this.values.length - 1);
  }
}

/** Columns with an index whose use is decided by the driver alone. */
const INDEXED = new Set(["user_id", "token_id", "channel_id", "model", "http_status", "error_code"]);
const NULLABLE = new Set(["user_id", "token_id", "channel_id"]);

/** The SQL of a condition, its values bound. Nothing of what people typed is ever part of the text. */
export function conditionSql(predicate: Predicate, { dialect, binder }: ConditionOptions): string {
  const column = (name: string) => (INDEXED.has(name) ? dialect.unindexed(name) : name);
  switch (predicate.is) {
    case "oneOf":
      return oneOfSql(predicate, { column: column(predicate.column), binder });
    case "status":
      return statusSql(predicate, column("http_status"), binder);
    case "between":
      return betweenSql(predicate, column(predicate.column), binder);
    case "holds":
      return holdsSql(predicate, { dialect, binder });
    case "request":
      return requestSql(predicate, binder);
    case "notIds":
      return `id NOT IN (${predicate.ids.map((id) => binder.bind(id)).join(", ")})`;
    case "ended":
      return endedSql(predicate, binder);
  }
}

export type ConditionOptions = { dialect: ConditionDialect; binder: Binder };

/** All conditions together; "" of none. */
export function conditionsSql(predicates: readonly Predicate[], options: ConditionOptions): string {
  return predicates.map((predicate) => conditionSql(predicate, options)).join(" AND ");
}

type Of<Is extends Predicate["is"]> = Extract<Predicate, { is: Is }>;

function oneOfSql(predicate: Of<"oneOf">, { column, binder }: { column: string; binder: Binder }): string {
  const { values, prefixes, isNot } = predicate;
  const parts = [
    ...(values.length === 0 ? [] : [`${column} IN (${values.map((value) => binder.bind(value)).join(", ")})`]),
    ...prefixes.map((prefix) => prefixSql(prefix, column, binder)),
  ];
  if (parts.length === 0) return isNot ? "1 = 1" : "1 = 0";
  const any = `(${parts.join(" OR ")})`;
  if (!isNot) return any;
  // A row without a user is none of these users: NOT IN alone would say "unknown".
  return NULLABLE.has(predicate.column) ? `(${predicate.column} IS NULL OR NOT ${any})` : `NOT ${any}`;
}

/** LIKE minds case on one database and not on another; a piece of text is the same everywhere. */
function prefixSql(prefix: string, column: string, binder: Binder): string {
  if (prefix === "") return `${column} <> ''`;
  return `substr(${column}, 1, ${binder.bind([...prefix].length)}) = ${binder.bind(prefix)}`;
}

function statusSql({ spans, isNot }: Of<"status">, column: string, binder: Binder): string {
  const any = spans.map(
    ([from, before]) => `(${column} >= ${binder.bind(from)} AND ${column} < ${binder.bind(before)})`,
  );
  return `${isNot ? "NOT " : ""}(${any.join(" OR ")})`;
}

function betweenSql({ min, max }: Of<"between">, column: string, binder: Binder): string {
  return [
    ...(min === undefined ? [] : [`${column} >= ${binder.bind(min)}`]),
    ...(max === undefined ? [] : [`${column} <= ${binder.bind(max)}`]),
  ].join(" AND ");
}

/** As it was typed, or in small letters: a PostgreSQL whose locale is C makes only those of English small. */
function holdsSql({ column, text }: Of<"holds">, { dialect, binder }: ConditionOptions): string {
  const exact = dialect.holds(column, binder.bind(text));
  return `(${exact} OR ${dialect.holds(dialect.small(column), binder.bind(text.toLowerCase()))})`;
}

function requestSql({ ids, clientRequestId }: Of<"request">, binder: Binder): string {
  const byClient = `client_request_id = ${binder.bind(clientRequestId)}`;
  if (ids.length === 0) return byClient;
  return `(id IN (${ids.map((id) => binder.bind(id)).join(", ")}) OR ${byClient})`;
}

function endedSql({ steps }: Of<"ended">, binder: Binder): string {
  const any = steps.map(
    ({ fromId, durationMsMin }) => `(id >= ${binder.bind(fromId)} AND duration_ms >= ${binder.bind(durationMsMin)})`,
  );
  return `(${any.join(" OR ")})`;
}
