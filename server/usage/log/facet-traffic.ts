import type { ReadStore } from "@/server/kernel/database/read-store";
import { ReadTimeoutError } from "@/server/kernel/database/read-timeout";
import type { SqlRow } from "@/server/kernel/database/sql";
import { AppError } from "@/server/kernel/errors";
import { COMBINATION_COLUMNS, type Combination, combinationOf } from "./facet-count";
import { type Statement, statementOf } from "./query/statement";
import { STATEMENT_MAX_MS } from "./query/timing";
import type { LogFilter } from "./schema";
import { trafficPartsOf } from "./traffic-part";

const HOUR_MS = 3_600_000;

/** The site's traffic of the hours that a range touches, by combination of its fields; days that are over come summed up. */
export async function combinationsOfTraffic(
  store: ReadStore,
  { from, to }: Pick<LogFilter, "from" | "to">,
): Promise<Combination[]> {
  const span = { from: hourOf(from?.getTime() ?? 0), to: to?.getTime() ?? Number.POSITIVE_INFINITY };
  const parts = await trafficPartsOf(store, { ...span, isDaily: true });
  const { sql, values } = statementOf(store, ({ binder }) => {
    const rows = parts.map(({ table, column, ...part }) => {
      const start = `${column} >= ${binder.bind(new Date(part.from))}`;
      const end = Number.isFinite(part.to) ? ` AND ${column} < ${binder.bind(new Date(part.to))}` : "";
      return `SELECT ${COMBINATION_COLUMNS}, request_count FROM ${table} WHERE ${start}${end}`;
    });
    return `SELECT ${COMBINATION_COLUMNS}, sum(request_count) AS count FROM (${rows.join(" UNION ALL ")}) AS traffic GROUP BY ${COMBINATION_COLUMNS}`;
  });
  return (await readInTime(store, { sql, values })).map(combinationOf);
}

/** Throws UNAVAILABLE when it takes too long. */
async function readInTime(store: ReadStore, { sql, values }: Statement): Promise<SqlRow[]> {
  try {
    return await store.query(sql, values, { timeoutMs: STATEMENT_MAX_MS });
  } catch (error) {
    if (!(error instanceof ReadTimeoutError)) throw error;
    throw new AppError("UNAVAILABLE", { reason: "log.too_wide", cause: error });
  }
}

function hourOf(at: number): number {
  return Math.floor(at / HOUR_MS) * HOUR_MS;
}
