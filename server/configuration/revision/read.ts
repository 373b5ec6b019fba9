import type { Revision } from "@/prisma/generated/sqlite/client";
import { diffFields, type FieldChange } from "@/server/kernel/audit-diff";
import { authorize, isAllowed, requireUserId } from "@/server/kernel/authorize";
import { actorId, type ServiceContext } from "@/server/kernel/context";
import { AppError, notFound } from "@/server/kernel/errors";
import { firstIdAt } from "@/server/kernel/ids";
import type { Page } from "@/server/kernel/paging/keyset";
import { readContent } from "./content";
import { KINDS } from "./kinds";
import { kindOf } from "./parse";
import type { GetRevisionInput, ListOwnRevisionsInput, ListRevisionsInput, RevisionKind } from "./schema";

/** Longer texts are shown by their beginning. */
export const SHOWN_TEXT_MAX = 20_000;

export type RevisionItem = ReturnType<typeof toItem>;

/** Revisions, newest first, each with what it changed. Throws BAD_INPUT (common.bad_cursor). */
export async function listRevisions(ctx: ServiceContext, input: ListRevisionsInput): Promise<Page<RevisionItem>> {
  authorize(ctx, "revision.read");
  const readable = KINDS.filter(({ permissions }) => isAllowed(ctx, permissions.read)).map(({ kind }) => kind);
  return readPage(ctx, input, { kind: { in: readable } });
}

/** The history of what one configured oneself, newest first. */
export async function listOwnRevisions(ctx: ServiceContext, input: ListOwnRevisionsInput): Promise<Page<RevisionItem>> {
  authorize(ctx, "config.manageOwn");
  return readPage(ctx, input, { ownerId: requireUserId(ctx) });
}

/** One revision with its content, that of the one before, and its audit event. Throws NOT_FOUND. */
export async function getRevision(ctx: ServiceContext, input: GetRevisionInput) {
  const row = await findReadable(ctx, input.id);
  const [before, event, newest] = await Promise.all([
    readPrevious(ctx, [row]),
    ctx.db.auditEvent.findFirst({
      where: { targetKind: row.kind, targetId: row.objectId, action: row.action, requestId: row.requestId },
      select: { id: true },
    }),
    ctx.db.revision.findFirst({
      where: { kind: row.kind, objectId: row.objectId },
      orderBy: { number: "desc" },
      select: { number: true },
    }),
  ]);
  const previous = before(row);
  return {
    ...toItem(row, previous),
    content: readContent(row.content),
    previousContent: previous === null ? null : readContent(previous),
    auditEventId: event?.id ?? null,
    newestNumber: newest?.number ?? row.number,
  };
}

/** A revision that the actor may read: of what they may read, with the right to its history, and everybody's own. Throws FORBIDDEN, NOT_FOUND. */
export async function findReadable(ctx: ServiceContext, id: string): Promise<Revision> {
  const row = await ctx.db.revision.findUnique({ where: { id } });
  const isOwn = row !== null && row.ownerId !== null && row.ownerId === actorId(ctx);
  if (!isOwn) authorize(ctx, "revision.read");
  if (!row) throw notFound("revision");
  if (!isOwn) authorize(ctx, kindOf({ kind: row.kind as RevisionKind }).permissions.read);
  return row;
}

async function readPage(ctx: ServiceContext, input: ListRevisionsInput, scope: object): Promise<Page<RevisionItem>> {
  const limit = input.limit ?? 50;
  const rows = await ctx.db.revision.findMany({
    where: {
      AND: [scope, filterOf(input), input.cursor === undefined ? {} : { id: { lt: readCursor(input.cursor) } }],
    },
    orderBy: { id: "desc" },
    take: limit + 1,
  });
  const shown = rows.slice(0, limit);
  const before = await readPrevious(ctx, shown);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return { items: shown.map((row) => toItem(row, before(row))), nextCursor: last?.id ?? null };
}

function readCursor(cursor: string): string {
  if (!/^rev_[0-9a-z]{26}$/.test(cursor)) throw new AppError("BAD_INPUT", { reason: "common.bad_cursor" });
  return cursor;
}

/** An id begins with its instant: a range of time is a range of ids. */
function filterOf(input: ListRevisionsInput): object {
  const { kind, objectId, actorId, changeId, draftId, q, createdFrom, createdTo } = input;
  return {
    AND: [
      kind && kind.length > 0 ? { kind: { in: kind } } : {},
      objectId === undefined ? {} : { objectId },
      actorId === undefined ? {} : { actorId },
      changeId === undefined ? {} : { changeId },
      draftId === undefined ? {} : { draftId },
      q ? { OR: [{ searchText: { contains: q.toLowerCase() } }, { id: q }, { changeId: q }] } : {},
      createdFrom ? { id: { gte: firstIdAt("rev", createdFrom.getTime()) } } : {},
      createdTo ? { id: { lt: firstIdAt("rev", createdTo.getTime()) } } : {},
    ],
  };
}

type Place = Pick<Revision, "kind" | "objectId" | "number">;

/** The stored states before some revisions; null where there was none, or it is no longer kept. */
async function readPrevious(ctx: ServiceContext, rows: readonly Place[]): Promise<(row: Place) => string | null> {
  const wanted = rows.filter(({ number }) => number > 1);
  const found =
    wanted.length === 0
      ? []
      : await ctx.db.revision.findMany({
          where: { OR: wanted.map(({ kind, objectId, number }) => ({ kind, objectId, number: number - 1 })) },
          select: { kind: true, objectId: true, number: true, content: true },
        });
  const contents = new Map(found.map((row) => [placeKey(row), row.content]));
  return (row) => (row.number === 1 ? "" : (contents.get(placeKey({ ...row, number: row.number - 1 })) ?? null));
}

function placeKey({ kind, objectId, number }: Place): string {
  return JSON.stringify([kind, objectId, number]);
}

function toItem(row: Revision, previous: string | null) {
  const { content, searchText: _searchText, kind, ...item } = row;
  return {
    ...item,
    kind: kind as RevisionKind,
    /** The object was deleted by it. */
    isDeletion: content === "",
    /** It is what the object is now. */
    isNewest: row.supersededAt === null,
    /** Null: the state before is no longer kept. */
    changes: previous === null ? null : diffContents(readContent(previous), readContent(content)),
  };
}

/**
 * The fields that differ between two states, long texts nearly whole. Contents hold marks in place of secrets, and a field
 * called "key" or "keys" is shown as it is: two changes of it would look alike otherwise.
 */
export function diffContents(before: object | null, after: object | null): FieldChange[] {
  const changes = diffFields(before, after, { textLengthMax: SHOWN_TEXT_MAX, mayHoldSecrets: false });
  // A new object's empty fields changed from nothing to nothing.
  return changes.filter((change) => before !== null || !isEmpty(change.after));
}

function isEmpty(value: unknown): boolean {
  return value === null || value === "";
}
