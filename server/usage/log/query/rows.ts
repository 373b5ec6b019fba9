import type { ReadStore } from "@/server/kernel/database/read-store";
import type { SqlRow } from "@/server/kernel/database/sql";
import { asText, orNull } from "@/server/kernel/database/sql-values";
import { type LogPlan, walkOf } from "./plan";
import type { IdRange } from "./position";
import { type LogRecord, RECORD_COLUMNS, recordOf } from "./record";
import { rowsSql, statementOf, type Window } from "./statement";
import { isInTime, STATEMENT_MAX_MS } from "./timing";
import type { WalkEnd } from "./walk";

/** A record with the names of what it points to; null where there is none, or none any more. */
export type NamedRecord = LogRecord & {
  username: string | null;
  tokenName: string | null;
  channelName: string | null;
};

/** The newest rows of a plan. `next` is where to go on: everything from there on has been looked at; null at the end. */
export type NewestRows = { rows: NamedRecord[]; next: string | null; isPartial: boolean };

/**
 * Reads the newest `limit` rows of a range that match. Where an index decides the whole filter that is one descent; else
 * windows are searched until the page is full or the deadline comes, which makes it partial.
 */
export async function readNewest(
  store: ReadStore,
  plan: LogPlan,
  { range, limit }: { range: IdRange; limit: number },
): Promise<NewestRows> {
  const rows: NamedRecord[] = [];
  const read = async (window: Window) => {
    rows.push(...(await readNamed(store, plan, { window, limit: limit + 1 - rows.length })));
    return rows.length >= limit ? ("enough" as const) : ("more" as const);
  };
  const { position, isPartial } = plan.exact
    ? await endOf(read({ driver: plan.exact, range }), range)
    : await walkOf(store, plan, { range }).run(read);
  const last = rows[limit - 1];
  if (rows.length > limit && last) return { rows: rows.slice(0, limit), next: last.id, isPartial: false };
  const isAtEnd = !isPartial && position <= range.from;
  return { rows, next: isAtEnd ? null : position, isPartial: isPartial && rows.length < limit };
}

async function endOf(read: Promise<unknown>, range: IdRange): Promise<WalkEnd> {
  const isDone = await isInTime(read);
  return { position: isDone ? range.from : range.before, isPartial: !isDone };
}

type PageOfWindow = { window: Window; limit: number };

/** Names are looked up by key for the rows of the page alone, in the same statement. */
async function readNamed(store: ReadStore, plan: LogPlan, { window, limit }: PageOfWindow): Promise<NamedRecord[]> {
  const { predicates } = plan.query;
  const { sql, values } = statementOf(store, (options) => {
    const page = rowsSql({ window, predicates, columns: RECORD_COLUMNS, limit }, options);
    return `SELECT page.*, users.username, tokens.name AS token_name, channels.name AS channel_name FROM (${page}) AS page
      LEFT JOIN users ON users.id = page.user_id LEFT JOIN tokens ON tokens.id = page.token_id
      LEFT JOIN channels ON channels.id = page.channel_id`;
  });
  const rows = await store.query(sql, values, { timeoutMs: STATEMENT_MAX_MS });
  return rows.map(namedOf).sort((left, right) => (left.id < right.id ? 1 : -1));
}

function namedOf(row: SqlRow): NamedRecord {
  return {
    ...recordOf(row),
    username: orNull(row.username, asText),
    tokenName: orNull(row.token_name, asText),
    channelName: orNull(row.channel_name, asText),
  };
}
