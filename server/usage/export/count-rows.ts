import type { ServiceContext } from "@/server/kernel/context";
import { readStoreOf } from "@/server/kernel/database/read-store";
import { asNumber } from "@/server/kernel/database/sql-values";
import { planOf, walkOf } from "../log/query/plan";
import { isEmptyRange } from "../log/query/position";
import { resolveQuery } from "../log/query/query";
import { rowsSql, statementOf, type Window } from "../log/query/statement";
import type { RangedFilter } from "./range";

export type CountLimits = { rowsMax: number; deadlineMs: number };

/** Counts the rows of a filter one by one; null when there are more than `rowsMax`, or too many to look at in time. */
export async function countRows(
  ctx: ServiceContext,
  filter: RangedFilter,
  { rowsMax, deadlineMs }: CountLimits,
): Promise<number | null> {
  const query = await resolveQuery(ctx, filter);
  const store = readStoreOf(ctx.db);
  const plan = isEmptyRange(query.range) ? null : await planOf(store, query);
  if (plan === null) return 0;
  let count = 0;
  const visit = async (window: Window) => {
    const { sql, values } = statementOf(store, (options) => {
      const rows = rowsSql({ window, predicates: query.predicates, columns: "id" }, options);
      return `SELECT COUNT(*) AS row_count FROM (${rows}) AS matching`;
    });
    const [row] = await store.query(sql, values, { timeoutMs: deadlineMs });
    count += asNumber(row?.row_count ?? 0);
    return count > rowsMax ? ("enough" as const) : ("more" as const);
  };
  const { isPartial } = await walkOf(store, plan, { range: query.range, deadlineMs }).run(visit);
  return isPartial || count > rowsMax ? null : count;
}
