import { audit } from "@/server/kernel/audit";
import { actorId, type ServiceContext } from "@/server/kernel/context";
import { AppError, prismaCode } from "@/server/kernel/errors";
import { newId } from "@/server/kernel/ids";
import { isSameState, writeContent } from "./content";
import { objectKey, type RevisionKind } from "./schema";

export type Change = {
  kind: RevisionKind;
  id: string;
  label: string;
  /** The audit action: "channel.update". */
  action: string;
  /** The whole object without its secrets; null: there was none. A secret is shown by `secretMark` where its change shall be seen. */
  before: object | null;
  /** The whole object in the same shape; null: it is gone. */
  after: object | null;
  reason?: string | undefined;
  /** What the audit event shows instead of before and after: more than the object, or what is no part of its content. */
  audited?: { before: object | null; after: object | null };
  /** The customer whose object it is; unset for the site's. */
  ownerId?: string | undefined;
};

/**
 * Writes a revision and its audit event in the caller's transaction: the one way in which something configurable changes.
 * A state that history does not know (from before it was kept, or written past it) is noted first, as found. A save that
 * changes nothing is an audit event alone. Two changes of one object at once meet at the number's key, and the later one is
 * refused as CONFLICT (revision.stale). Out: the object's newest revision. Throws outside a transaction.
 */
export async function revise(tx: ServiceContext, change: Change): Promise<{ number: number; id: string }> {
  const { kind, id, label, action, before, after, reason } = change;
  const said = reason === undefined ? {} : { reason };
  await audit(tx, { action, target: { kind, id, label }, ...(change.audited ?? { before, after }), ...said });
  const newest = await findNewest(tx, kind, id);
  const [was, now] = [writeContent(before), writeContent(after)];
  const isFound = !isSameState(newest?.content ?? "", was);
  if (!isFound && newest !== null && newest.content === now) return newest;
  const found = isFound ? await writeFound(tx, { change, content: was, newest }) : newest;
  return writeRevision(tx, { change, content: now, newest: found });
}

/** The number of an object's newest revision; 0 when it has none yet. */
export async function latestNumber(ctx: ServiceContext, kind: RevisionKind, objectId: string): Promise<number> {
  return (await findNewest(ctx, kind, objectId))?.number ?? 0;
}

type Newest = { id: string; number: number; content: string; createdAt: Date };
type Writing = { change: Change; content: string; newest: Newest | null };

function findNewest(ctx: ServiceContext, kind: RevisionKind, objectId: string): Promise<Newest | null> {
  return ctx.db.revision.findFirst({
    where: { kind, objectId },
    orderBy: { number: "desc" },
    select: { id: true, number: true, content: true, createdAt: true },
  });
}

async function writeRevision(tx: ServiceContext, writing: Writing): Promise<Newest> {
  const { actor } = tx;
  return insert(tx, {
    ...placeOf(tx, writing),
    action: writing.change.action,
    changeId: tx.change?.id ?? newId("chg"),
    restoredFromId: tx.change?.restoredFrom?.get(objectKey(writing.change)) ?? null,
    draftId: tx.change?.draftId ?? null,
    actorKind: actor.kind,
    actorId: actorId(tx),
    actorName: actor.name.slice(0, 64),
    reason: (writing.change.reason ?? "").slice(0, 500),
    requestId: tx.requestId,
    ip: tx.ip.slice(0, 64),
    userAgent: tx.userAgent.slice(0, 512),
  });
}

/** What was there before, by nobody known: its first revision stands for all the time before it, too. */
function writeFound(tx: ServiceContext, writing: Writing): Promise<Newest> {
  return insert(tx, {
    ...placeOf(tx, writing, -1),
    action: `${writing.change.kind}.${FOUND}`,
    changeId: newId("chg"),
    actorKind: "system",
    actorName: "history",
  });
}

/** The verb of revisions that note a state nobody was seen making. */
export const FOUND = "found";

/**
 * Which object's, which of its states, and when. Of one object a later number is always a later instant, and so a later id,
 * even where clocks of two machines are apart: moments and lists rest on it.
 */
function placeOf(tx: ServiceContext, { change, content, newest }: Writing, offsetMs = 0) {
  const at = Math.max(tx.clock().getTime() + offsetMs, (newest?.createdAt.getTime() ?? 0) + 1);
  return {
    id: newId("rev", at),
    kind: change.kind,
    objectId: change.id,
    label: change.label.slice(0, 191),
    number: (newest?.number ?? 0) + 1,
    content,
    ownerId: change.ownerId ?? null,
    searchText: searchTextOf(tx, change),
    createdAt: new Date(at),
  };
}

const SEARCH_TEXT_LENGTH_MAX = 800;

function searchTextOf(tx: ServiceContext, { label, id, reason }: Change): string {
  const parts = [...new Set([label, id]), tx.actor.name, reason ?? ""];
  return parts.join(" ").toLowerCase().slice(0, SEARCH_TEXT_LENGTH_MAX);
}

type Row = Parameters<ServiceContext["db"]["revision"]["create"]>[0]["data"] & Newest;

async function insert(tx: ServiceContext, data: Row): Promise<Newest> {
  const { kind, objectId, number, createdAt } = data;
  if (number > 1) {
    const previous = { kind, objectId, number: number - 1 };
    await tx.db.revision.updateMany({ where: previous, data: { supersededAt: createdAt } });
  }
  try {
    await tx.db.revision.create({ data });
  } catch (error) {
    if (prismaCode(error) === "P2002") throw staleRevision(data.label, error);
    throw error;
  }
  return { id: data.id, number, content: data.content, createdAt };
}

/** Somebody changed an object since its editor saw it. */
export function staleRevision(label: string, cause?: unknown): AppError {
  return new AppError("CONFLICT", { reason: "revision.stale", meta: { label }, cause });
}
