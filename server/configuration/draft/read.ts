import type { Draft } from "@/prisma/generated/sqlite/client";
import type { FieldChange } from "@/server/kernel/audit-diff";
import { authorize } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { NEWEST_FIRST, olderThan, type Page, toPage } from "@/server/kernel/paging/keyset";
import { withoutMarks } from "../revision/apply";
import { readContent } from "../revision/content";
import type { Fault } from "../revision/kind";
import { kindOf, parseContent } from "../revision/parse";
import { diffContents } from "../revision/read";
import { FOUND, latestNumber } from "../revision/revise";
import { type MergeField, mergeFields } from "./merge";
import { findDraft, readChanges, readFailure } from "./row";
import type { DraftChange, DraftIdInput, DraftStatus, ListDraftsInput } from "./schema";

export type DraftItem = ReturnType<typeof toItem>;

/** Drafts, newest first, each with the objects it changes. */
export async function listDrafts(ctx: ServiceContext, input: ListDraftsInput): Promise<Page<DraftItem>> {
  authorize(ctx, "draft.read");
  const { cursor, limit, status } = input;
  const rows = await ctx.db.draft.findMany({
    where: { AND: [olderThan(cursor), status && status.length > 0 ? { status: { in: status } } : {}] },
    orderBy: NEWEST_FIRST,
    take: limit + 1,
  });
  return toPage(rows, limit, toItem);
}

/** One draft with its changes, each compared with what is in force now. Throws NOT_FOUND. */
export async function getDraft(ctx: ServiceContext, { id }: DraftIdInput) {
  authorize(ctx, "draft.read");
  const row = await findDraft(ctx, id);
  return { ...toItem(row), changes: await compareAll(ctx, row) };
}

/**
 * Whether a draft could be published now: per object what does not fit, and where somebody else changed it since. Throws
 * NOT_FOUND.
 */
export async function validateDraft(
  ctx: ServiceContext,
  { id }: DraftIdInput,
): Promise<{ isValid: boolean; objects: DraftObject[] }> {
  authorize(ctx, "draft.read");
  const objects = await compareAll(ctx, await findDraft(ctx, id));
  return { isValid: objects.every(({ isStale, faults }) => !isStale && faults.length === 0), objects };
}

export type DraftObject = DraftChange & {
  /** What is in force now; null: it is not there. */
  live: object | null;
  /** The number of its newest revision. */
  newest: number;
  /** Somebody changed it since the draft looked. */
  isStale: boolean;
  /** From what is in force now to what would be. */
  changes: FieldChange[];
  faults: Fault[];
  /** Of a stale one: what both sides did to it since. Empty otherwise. */
  merge: MergeField[];
};

async function compareAll(ctx: ServiceContext, row: Draft): Promise<DraftObject[]> {
  const objects: DraftObject[] = [];
  for (const change of readChanges(row)) objects.push(await compareOne(ctx, change, row.status === "published"));
  return objects;
}

async function compareOne(ctx: ServiceContext, change: DraftChange, isPublished: boolean): Promise<DraftObject> {
  const kind = kindOf(change);
  const live = (await kind.find(ctx, change.id))?.content ?? null;
  const newest = await latestNumber(ctx, change.kind, change.id);
  const isStale = !isPublished && newest !== change.base;
  const [now, mine] = [live, change.content].map((content) => content && withoutMarks(kind, content));
  const { faults } = await parseContent(ctx, change, change.content);
  const sides = { mine: mine ?? null, theirs: now ?? null };
  return {
    ...change,
    live,
    newest,
    isStale,
    changes: diffContents(sides.theirs, sides.mine),
    faults,
    merge: isStale ? mergeFields({ ...sides, base: await readBase(ctx, change) }) : [],
  };
}

/** The state a change starts from; null where there was none or it is no longer kept, and then both sides count as changed. */
async function readBase(ctx: ServiceContext, { kind, id, base }: DraftChange): Promise<object | null> {
  const number = base === 0 ? 1 : base;
  const row = await ctx.db.revision.findFirst({ where: { kind, objectId: id, number } });
  if (!row || (base === 0 && row.action !== `${kind}.${FOUND}`)) return null;
  const content = readContent(row.content);
  return content && withoutMarks(kindOf({ kind }), content);
}

function toItem(row: Draft) {
  const { changes: _changes, error: _error, status, ...item } = row;
  const objects = readChanges(row).map(({ kind, id, label, content }) => ({
    kind,
    id,
    label,
    isDeletion: content === null,
  }));
  return { ...item, status: status as DraftStatus, objects, failure: readFailure(row) };
}
