import { z } from "zod";
import { AppError } from "../errors";

/** One page of a keyset list. `nextCursor` is null on the last page. */
export type Page<T> = { items: T[]; nextCursor: string | null };

const Cursor = z.tuple([z.number().int(), z.string().min(1).max(191)]);

/** The cursor after a row: its sort instant and its id, together unique, so equal instants skip no row. */
export function encodeCursor(at: Date, id: string): string {
  return Buffer.from(JSON.stringify([at.getTime(), id])).toString("base64url");
}

/** Reads a cursor. Throws BAD_INPUT when it was not made by encodeCursor. */
export function decodeCursor(cursor: string): { at: Date; id: string } {
  try {
    const [at, id] = Cursor.parse(JSON.parse(Buffer.from(cursor, "base64url").toString("utf8")));
    return { at: new Date(at), id };
  } catch (cause) {
    throw new AppError("BAD_INPUT", { reason: "common.bad_cursor", cause });
  }
}

/** A Prisma `where` part for "older than the cursor" in (createdAt desc, id desc) order; empty without a cursor. */
export function olderThan(cursor: string | undefined): object {
  if (cursor === undefined) return {};
  const { at, id } = decodeCursor(cursor);
  return { AND: [{ createdAt: { lte: at } }, { OR: [{ createdAt: { lt: at } }, { id: { lt: id } }] }] };
}

/** The order every keyset list by creation uses. */
export const NEWEST_FIRST = [{ createdAt: "desc" as const }, { id: "desc" as const }];

/** Makes a page of rows that were read with `take: limit + 1`: the extra row only tells that there is more. */
export function toPage<Row extends { createdAt: Date; id: string }, Item>(
  rows: Row[],
  limit: number,
  toItem: (row: Row) => Item,
): Page<Item> {
  const kept = rows.slice(0, limit);
  const last = rows.length > limit ? kept.at(-1) : undefined;
  return { items: kept.map(toItem), nextCursor: last ? encodeCursor(last.createdAt, last.id) : null };
}
