import type { ReadStore } from "@/server/kernel/database/read-store";
import { ReadTimeoutError } from "@/server/kernel/database/read-timeout";
import type { SqlRow } from "@/server/kernel/database/sql";
import { asNumber, asText } from "@/server/kernel/database/sql-values";
import { AppError } from "@/server/kernel/errors";
import { Statement } from "./conditions";
import type { Run } from "./runs";
import type { ActivityDimension, ActivityFilter } from "./schema";
import { PERSON_SUMS, type Sums, sumsOf, sumsSql, TRAFFIC_SUMS } from "./sums";

const TIMEOUT_MS = 10_000;

/** What one bar counts for one value of a dimension; the key is "" where there is no dimension, or no value. */
export type Cell = { slot: number; key: string; sums: Sums };

export const COLUMNS = {
  model: "model",
  channel: "channel_id",
  group: "group_name",
  user: "user_id",
  token: "token_id",
} as const satisfies Record<ActivityDimension, string>;

export type SiteDimension = "model" | "channel" | "group";
type TrafficRead = { runs: readonly Run[]; by: SiteDimension | "none"; filter: ActivityFilter };

/** The site's traffic by bar, without its people. */
export function readTraffic(store: ReadStore, { runs, by, filter }: TrafficRead): Promise<Cell[]> {
  return readRuns(store, runs, (run, statement) => {
    const [table, column] = run.grain === "days" ? ["traffic_days", "day_at"] : ["traffic_hours", "hour_at"];
    const key = by === "none" ? "''" : COLUMNS[by];
    return `SELECT ${statement.bucket(column, run)} AS slot, ${key} AS subject, ${sumsSql(TRAFFIC_SUMS)}
      FROM ${table} WHERE ${statement.between(column, run)}${statement.filter(filter)}
      GROUP BY slot${by === "none" ? "" : `, ${key}`}`;
  });
}

/** Whose use: accounts, and where only some of their tokens count, those. */
export type People = { userIds: readonly string[]; tokenIds?: readonly string[] };
type PeopleRead = { runs: readonly Run[]; by: ActivityDimension | "none"; filter: ActivityFilter; people: People };

/** The use of a few accounts by bar. */
export function readPeople(store: ReadStore, { runs, by, filter, people }: PeopleRead): Promise<Cell[]> {
  return readRuns(store, runs, (run, statement) => {
    const key = by === "none" ? "''" : COLUMNS[by];
    const slot = statement.bucket("hour_at", run);
    const whose = [statement.anyOf("user_id", people.userIds)];
    if (people.tokenIds) whose.push(statement.anyOf("token_id", people.tokenIds));
    return `SELECT ${slot} AS slot, ${key} AS subject, ${sumsSql(PERSON_SUMS)}
      FROM usage_hours WHERE ${whose.join(" AND ")} AND ${statement.between("hour_at", run)}${statement.filter(filter)}
      GROUP BY slot${by === "none" ? "" : `, ${key}`}`;
  });
}

async function readRuns(
  store: ReadStore,
  runs: readonly Run[],
  write: (run: Run, statement: Statement) => string,
): Promise<Cell[]> {
  const lists = await Promise.all(
    runs.map((run) => {
      const statement = new Statement(store.dialect);
      const sql = write(run, statement);
      return boundedQuery(store, sql, statement.values);
    }),
  );
  return lists.flat().map((row) => ({ slot: asNumber(row.slot), key: asText(row.subject), sums: sumsOf(row) }));
}

/** Throws UNAVAILABLE (activity.too_slow) at the deadline. */
export async function boundedQuery(store: ReadStore, sql: string, values: readonly unknown[]): Promise<SqlRow[]> {
  try {
    return await store.query(sql, values, { timeoutMs: TIMEOUT_MS });
  } catch (error) {
    if (error instanceof ReadTimeoutError) {
      throw new AppError("UNAVAILABLE", { reason: "activity.too_slow", cause: error });
    }
    throw error;
  }
}
