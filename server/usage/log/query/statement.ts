import type { ReadStore } from "@/server/kernel/database/read-store";
import { Binder, type ConditionDialect, conditionsSql } from "./condition";
import { type LogDialect, logDialectOf } from "./dialect";
import type { Branch, Driver } from "./driver";
import type { IdRange } from "./position";
import type { Predicate } from "./predicate";

export type Statement = { sql: string; values: unknown[] };

/** A stretch of logs and the way through it. */
export type Window = { driver: Driver; range: IdRange };

type Dialect = ConditionDialect & LogDialect;

export type RowsInput = {
  window: Window;
  /** All conditions of the query; those that the driver decides are left out. */
  predicates: readonly Predicate[];
  columns: string;
  /** The newest so many, in order; without it all, in any order. */
  limit?: number;
};

export function dialectFor(store: ReadStore): Dialect {
  const { placeholder } = store.dialect;
  return { ...logDialectOf(store.engine), placeholder };
}

/** Of many values few have most of the rows, so a window is as wide as if there were these alone. */
const BRANCHES_ALIKE = 4;

/** The SELECT of a window's matching rows. Each branch descends its index and stops at the limit, so nothing is sorted but what they give. */
export function rowsSql({ window, predicates, columns, limit }: RowsInput, options: BuildOptions): string {
  const { driver, range } = window;
  const residual = predicates.filter((predicate) => !driver.decides.includes(predicate));
  const arms = driver.branches.map((branch) => {
    const sql = branchSql({ branch, range, predicates: residual, columns }, options);
    return limit === undefined ? sql : `${sql} ORDER BY id DESC LIMIT ${options.binder.bind(limit)}`;
  });
  const [only] = arms;
  if (only === undefined) throw new Error("A driver without branches has no rows.");
  if (arms.length === 1) return only;
  const all = union(arms);
  return limit === undefined
    ? all
    : `SELECT * FROM (${all}) AS merged ORDER BY id DESC LIMIT ${options.binder.bind(limit)}`;
}

/** For each driver the id that its `rowCount`-th row from the end of the range has; null when it has fewer. */
export function reachSql(drivers: readonly Driver[], { range, rowCount }: ReachInput, options: BuildOptions): string {
  const reaches = drivers.map(({ branches }, index) => {
    const share = Math.ceil(rowCount / Math.min(branches.length, BRANCHES_ALIKE));
    const arms = branches.map((branch) => {
      const sql = branchSql({ branch, range, predicates: [], columns: "id" }, options);
      return `${sql} ORDER BY id DESC LIMIT 1 OFFSET ${options.binder.bind(share - 1)}`;
    });
    return `SELECT ${index} AS driver, max(id) AS id FROM (${union(arms)}) AS reach${index}`;
  });
  return reaches.join(" UNION ALL ");
}

export type ReachInput = { range: IdRange; rowCount: number };

export type BuildOptions = { dialect: Dialect; binder: Binder };

/** Builds a statement and collects its values. */
export function statementOf(store: ReadStore, build: (options: BuildOptions) => string): Statement {
  const dialect = dialectFor(store);
  const binder = new Binder(dialect);
  const sql = build({ dialect, binder });
  return { sql, values: binder.values };
}

type BranchInput = { branch: Branch; range: IdRange; predicates: readonly Predicate[]; columns: string };

function branchSql({ branch, range, predicates, columns }: BranchInput, { dialect, binder }: BuildOptions): string {
  const parts = [
    ...(branch.equals ? [`${branch.equals[0]} = ${binder.bind(branch.equals[1])}`] : []),
    ...(branch.guard ? [branch.guard] : []),
    `id >= ${binder.bind(range.from)}`,
    `id < ${binder.bind(range.before)}`,
  ];
  const rest = conditionsSql([...branch.also, ...predicates], { dialect, binder });
  if (rest) parts.push(rest);
  const index = branch.index ? dialect.withIndex(branch.index) : "";
  return `SELECT ${columns} FROM logs${index} WHERE ${parts.join(" AND ")}`;
}

function union(arms: readonly string[]): string {
  return arms.map((arm, index) => `SELECT * FROM (${arm}) AS arm${index}`).join(" UNION ALL ");
}
