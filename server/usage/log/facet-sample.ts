import type { ReadStore } from "@/server/kernel/database/read-store";
import { COMBINATION_COLUMNS, type Combination, combinationOf } from "./facet-count";
import { planOf, walkOf } from "./query/plan";
import type { LogQuery } from "./query/query";
import { rowsSql, statementOf } from "./query/statement";

const SAMPLE_MAX = 10_000;
const DEADLINE_MS = 150;

/** The fields of the newest matching rows, counted together. `isCapped`: older rows were not looked at. */
export async function combinationsOfNewest(
  store: ReadStore,
  query: LogQuery,
): Promise<{ combinations: Combination[]; isCapped: boolean }> {
  const combinations: Combination[] = [];
  const plan = await planOf(store, query);
  if (plan === null) return { combinations, isCapped: false };
  let left = SAMPLE_MAX;
  const walk = walkOf(store, plan, { range: query.range, deadlineMs: DEADLINE_MS, rowsMax: SAMPLE_MAX });
  const end = await walk.run(async (window) => {
    const { sql, values } = statementOf(store, (options) => {
      const rows = rowsSql(
        { window, predicates: query.predicates, columns: `id, ${COMBINATION_COLUMNS}`, limit: left },
        options,
      );
      return `SELECT ${COMBINATION_COLUMNS}, count(*) AS count FROM (${rows}) AS sample GROUP BY ${COMBINATION_COLUMNS}`;
    });
    const found = (await store.query(sql, values)).map(combinationOf);
    combinations.push(...found);
    left -= found.reduce((sum, { count }) => sum + count, 0);
    return left > 0 ? "more" : "enough";
  });
  return { combinations, isCapped: left <= 0 || end.position > query.range.from };
}
