import type { ServiceContext } from "@/server/kernel/context";
import { type ReadStore, readStoreOf } from "@/server/kernel/database/read-store";
import type { SqlRow } from "@/server/kernel/database/sql";
import { asText } from "@/server/kernel/database/sql-values";
import { PARTITIONED } from "@/server/usage/storage/partitions";
import { ARCHIVE_COLUMNS, type ArchiveNoun } from "./columns";

const CHUNK_ROWS = 1_000;
/** More calls than one request can have: what a chunk reads beyond its size, so that no request is cut in two. */
const ATTEMPTS_MAX = 100;

export type IdSpan = { noun: ArchiveNoun; fromId: string; toId: string };

/** The smallest id of a span's rows; null when there are none. */
export async function firstIdIn(ctx: ServiceContext, { noun, fromId, toId }: IdSpan): Promise<string | null> {
  const store = readStoreOf(ctx.db);
  const [first, second] = [store.dialect.placeholder(0), store.dialect.placeholder(1)];
  const column = PARTITIONED[noun];
  const [row] = await store.query(
    `SELECT ${column} AS id FROM ${noun} WHERE ${column} >= ${first} AND ${column} < ${second} ORDER BY ${column} LIMIT 1`,
    [fromId, toId],
  );
  return row === undefined ? null : asText(row.id);
}

/** All rows of a span, oldest first, in chunks of at most `rowsMax` that never cut a request in two. */
export async function* readSpan(
  ctx: ServiceContext,
  span: IdSpan,
  rowsMax: number,
): AsyncGenerator<SqlRow[], void, void> {
  const store = readStoreOf(ctx.db);
  const column = PARTITIONED[span.noun];
  const rows = Math.min(CHUNK_ROWS, rowsMax);
  const limit = span.noun === "attempts" ? rows + ATTEMPTS_MAX : rows;
  for (let after: string | null = null; ; ) {
    const read: SqlRow[] = await readChunk(store, { ...span, after, limit });
    const isLast = read.length < limit;
    const whole = isLast || span.noun === "logs" ? read : withoutLastRequest(read);
    if (whole.length > 0) yield whole;
    if (isLast) return;
    after = asText(whole.at(-1)?.[column]);
  }
}

type Chunk = IdSpan & { after: string | null; limit: number };

function readChunk(store: ReadStore, { noun, fromId, toId, after, limit }: Chunk): Promise<SqlRow[]> {
  const column = PARTITIONED[noun];
  const order = noun === "attempts" ? `${column}, position` : column;
  const names = ARCHIVE_COLUMNS[noun].map(({ name }) => store.dialect.quote(name)).join(", ");
  const [lower, upper] = [store.dialect.placeholder(0), store.dialect.placeholder(1)];
  return store.query(
    `SELECT ${names} FROM ${noun} WHERE ${column} ${after === null ? ">=" : ">"} ${lower} AND ${column} < ${upper}
     ORDER BY ${order} LIMIT ${limit}`,
    [after ?? fromId, toId],
  );
}

function withoutLastRequest(rows: SqlRow[]): SqlRow[] {
  const last = rows.at(-1)?.request_id;
  return rows.filter((row) => row.request_id !== last);
}
