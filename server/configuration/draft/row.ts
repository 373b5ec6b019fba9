import { z } from "zod";
import type { Draft } from "@/prisma/generated/sqlite/client";
import { audit } from "@/server/kernel/audit";
import type { ServiceContext } from "@/server/kernel/context";
import { AppError, notFound, staleVersion } from "@/server/kernel/errors";
import type { Wanted } from "../revision/apply";
import { DraftChange, type DraftStatus } from "./schema";

const Changes = z.array(DraftChange);
const Failure = z.object({ reason: z.string(), meta: z.record(z.string(), z.unknown()).default({}) });

/** Why a scheduled publication was refused, to be worded by the console. */
export type DraftFailure = z.output<typeof Failure>;

export function readChanges(row: Pick<Draft, "changes">): DraftChange[] {
  return Changes.parse(JSON.parse(row.changes));
}

export function readFailure(row: Pick<Draft, "error">): DraftFailure | null {
  return row.error === "" ? null : Failure.parse(JSON.parse(row.error));
}

/** A draft's changes as what is applied: each object must still be at the revision its change starts from. */
export function wantedOf(changes: readonly DraftChange[]): Wanted[] {
  return changes.map(({ base, ...object }) => ({ ...object, expected: base }));
}

/** Throws NOT_FOUND. */
export async function findDraft(ctx: ServiceContext, id: string): Promise<Draft> {
  const row = await ctx.db.draft.findUnique({ where: { id } });
  if (!row) throw notFound("draft");
  return row;
}

type Move = {
  id: string;
  version: number;
  from: readonly DraftStatus[];
  data: object;
};

/**
 * Writes to a draft that is still as its editor saw it, and in one of some states. Throws NOT_FOUND, CONFLICT
 * (common.stale_version; draft.already_published for one that somebody else published), PRECONDITION_FAILED
 * (draft.is_scheduled).
 */
export async function moveDraft(tx: ServiceContext, { id, version, from, data }: Move): Promise<Draft> {
  const { count } = await tx.db.draft.updateMany({
    where: { id, version, status: { in: [...from] } },
    data: { ...data, version: { increment: 1 } },
  });
  const row = await findDraft(tx, id);
  if (count === 1) return row;
  if (row.status === "published") throw new AppError("CONFLICT", { reason: "draft.already_published" });
  if (row.version !== version) throw staleVersion("draft");
  throw new AppError("PRECONDITION_FAILED", { reason: "draft.is_scheduled" });
}

type DraftEvent = { action: string; row: Pick<Draft, "id" | "title">; before?: object | null; after?: object | null };

/** Leaves the audit event of something that was done to a draft. */
export function auditDraft(
  tx: ServiceContext,
  { action, row, before = null, after = null }: DraftEvent,
): Promise<void> {
  return audit(tx, { action, target: { kind: "draft", id: row.id, label: row.title }, before, after });
}
