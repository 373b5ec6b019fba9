import { authorize } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { readStoreOf } from "@/server/kernel/database/read-store";
import { firstIdAt } from "@/server/kernel/ids";
import { planOf, walkOf } from "./query/plan";
import { isEmptyRange, rangeBefore } from "./query/position";
import { resolveQuery } from "./query/query";
import { type LogRecord, RECORD_COLUMNS, recordOf } from "./query/record";
import { rowsSql, statementOf, type Window } from "./query/statement";
import type { LogFilter } from "./schema";

export type StreamOptions = {
  /** Rows in memory at once, at most. */
  chunkSize: number;
  /** Goes on below this id, which was given before. */
  before?: string;
  /** Ends the stream between two chunks, without an error. */
  signal?: AbortSignal;
};

/**
 * All rows of a filter, newest first, in chunks and flat memory, however many: for exports. The upper end is fixed when it
 * begins, so rows that come meanwhile move nothing. Throws BAD_INPUT for a range that cannot be.
 */
export async function* streamLogs(
  ctx: ServiceContext,
  filter: LogFilter,
  { chunkSize, before, signal }: StreamOptions,
): AsyncGenerator<LogRecord[], void, void> {
  authorize(ctx, "log.readOwn");
  const query = await resolveQuery(ctx, filter);
  const range = rangeBefore(query.range, before ?? firstIdAt("req", ctx.clock().getTime() + 1));
  const store = readStoreOf(ctx.db);
  const plan = isEmptyRange(range) ? null : await planOf(store, query);
  if (plan === null) return;
  const walk = walkOf(store, plan, { range, deadlineMs: Number.POSITIVE_INFINITY });
  for (let window = await walk.next(); window !== null && !signal?.aborted; window = await walk.next()) {
    let rest: Window = window;
    for (;;) {
      const rows = await readChunk(rest);
      if (rows.length > 0) yield rows;
      const last = rows.at(-1);
      if (rows.length < chunkSize || !last || signal?.aborted) break;
      rest = { driver: window.driver, range: rangeBefore(window.range, last.id) };
    }
  }

  async function readChunk(part: Window): Promise<LogRecord[]> {
    const { sql, values } = statementOf(store, (options) =>
      rowsSql({ window: part, predicates: query.predicates, columns: RECORD_COLUMNS, limit: chunkSize }, options),
    );
    return (await store.query(sql, values)).map(recordOf);
  }
}
