import { authorize, isAllowed } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { readStoreOf } from "@/server/kernel/database/read-store";
import type { Page } from "@/server/kernel/paging/keyset";
import { withArchivedRows } from "../archive/older-rows";
import { itemOf, type LogItem } from "./item";
import { planOf } from "./query/plan";
import {
  decodePosition,
  encodePosition,
  type IdRange,
  isEmptyRange,
  LAST_POSITION,
  rangeBefore,
  timeOfId,
} from "./query/position";
import { type LogQuery, resolveQuery } from "./query/query";
import { type NewestRows, readNewest } from "./query/rows";
import type { ListLogsInput } from "./schema";

export type LogPage = Page<LogItem> & {
  /** The deadline came before the page was full; the cursor goes on from there. */
  isPartial: boolean;
  /** How far back the page has looked. */
  searchedTo: Date;
};

/**
 * Lists requests, newest first, by keyset: no count, and the ten-thousandth page costs what the first does. A filter that no
 * index knows is searched until a deadline, and says so. Throws BAD_INPUT for a broken cursor or a range that cannot be.
 */
export async function listLogs(ctx: ServiceContext, input: ListLogsInput): Promise<LogPage> {
  authorize(ctx, "log.readOwn");
  const query = await resolveQuery(ctx, input);
  const range = input.cursor === undefined ? query.range : rangeBefore(query.range, decodePosition(input.cursor));
  const live = await readPage(ctx, query, { range, limit: input.limit });
  const { rows, next, isPartial } = await withArchivedRows(ctx, query, { live, range, limit: input.limit });
  const seesUpstream = isAllowed(ctx, "log.readUpstream");
  return {
    items: rows.map((row) => itemOf(row, seesUpstream)),
    nextCursor: next === null ? null : encodePosition(next),
    isPartial,
    searchedTo: next === LAST_POSITION ? ctx.clock() : new Date(timeOfId(next ?? range.from)),
  };
}

async function readPage(
  ctx: ServiceContext,
  query: LogQuery,
  { range, limit }: { range: IdRange; limit: number },
): Promise<NewestRows> {
  const store = readStoreOf(ctx.db);
  const plan = isEmptyRange(range) ? null : await planOf(store, query);
  if (plan === null) return { rows: [], next: null, isPartial: false };
  return readNewest(store, plan, { range, limit });
}
