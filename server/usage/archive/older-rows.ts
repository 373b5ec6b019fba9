import type { ServiceContext } from "@/server/kernel/context";
import { readNames } from "@/server/usage/log/names";
import { type IdRange, isEmptyRange } from "@/server/usage/log/query/position";
import type { LogQuery } from "@/server/usage/log/query/query";
import type { LogRecord } from "@/server/usage/log/query/record";
import type { NamedRecord, NewestRows } from "@/server/usage/log/query/rows";
import { readArchivedLogs } from "./search";

/** Files are opened and unpacked for each page: more time than an index needs, and still a page's. */
const SEARCH_MAX_MS = 2_500;

export type ListedRow = NamedRecord & { isArchived: boolean };
export type ListedRows = Omit<NewestRows, "rows"> & { rows: ListedRow[] };

/**
 * Goes on with a page of logs in the archive, where it reaches down to it: what was cleaned up is listed as if it were
 * still there. Throws UNAVAILABLE (archive.unreadable).
 */
export async function withArchivedRows(
  ctx: ServiceContext,
  query: LogQuery,
  { live, range, limit }: { live: NewestRows; range: IdRange; limit: number },
): Promise<ListedRows> {
  const liveRows = live.rows.map((row) => ({ ...row, isArchived: false }));
  const reached: IdRange = { from: live.next ?? range.from, before: range.before };
  if (isEmptyRange(reached)) return { ...live, rows: liveRows };
  const deadlineMs = performance.now() + SEARCH_MAX_MS;
  const archived = await readArchivedLogs(ctx, query, { range: reached, limit, deadlineMs });
  if (archived.rows.length === 0 && archived.next === null) return { ...live, rows: liveRows };
  // Down to here both have been looked at.
  const position = later(live.next, archived.next);
  const known = new Set(liveRows.map(({ id }) => id));
  // A row on legal hold is in both.
  const added = await named(
    ctx,
    archived.rows.filter(({ id }) => !known.has(id)),
  );
  const rows = [...liveRows, ...added]
    .filter(({ id }) => position === null || id >= position)
    .sort((left, right) => (left.id < right.id ? 1 : -1));
  const last = rows[limit - 1];
  if (rows.length > limit && last) return { rows: rows.slice(0, limit), next: last.id, isPartial: false };
  return { rows, next: position, isPartial: (live.isPartial || archived.isPartial) && rows.length < limit };
}

function later(one: string | null, other: string | null): string | null {
  if (one === null || other === null) return one ?? other;
  return one > other ? one : other;
}

async function named(ctx: ServiceContext, rows: readonly LogRecord[]): Promise<ListedRow[]> {
  const names = await readNames(ctx, rows);
  return rows.map((row) => ({
    ...row,
    username: names.users.get(row.userId ?? "") ?? null,
    tokenName: names.tokens.get(row.tokenId ?? "") ?? null,
    channelName: names.channels.get(row.channelId ?? "") ?? null,
    isArchived: true,
  }));
}
