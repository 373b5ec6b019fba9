import type { RedemptionBatch, RedemptionCode } from "@/prisma/generated/sqlite/client";
import type { ServiceContext } from "@/server/kernel/context";
import { notFound } from "@/server/kernel/errors";
import { codeLabel } from "../code";
import type { BatchKind } from "../schema";
import { batchState, codeState } from "../state";

export type CodeRow = RedemptionCode & { batch: RedemptionBatch };

/** What lists and details show of a batch. Never its seed. */
export type BatchView = ReturnType<typeof toBatchView>;

export function toBatchView(row: RedemptionBatch, now: Date) {
  return {
    id: row.id,
    name: row.name,
    kind: row.kind as BatchKind,
    state: batchState(row, now),
    prefix: row.prefix,
    quota: row.quota,
    codeCount: row.codeCount,
    createdCount: row.createdCount,
    usesMax: row.usesMax,
    usedCount: row.usedCount,
    voidedCount: row.voidedCount,
    validFrom: row.validFrom,
    validUntil: row.validUntil,
    creditDays: row.creditDays,
    notes: row.notes,
    /** Whether the codes can still be taken, the one time. */
    isTakeable: row.status === "active" && row.seed !== null,
    takenAt: row.downloadedAt,
    jobId: row.jobId,
    version: row.version,
    createdAt: row.createdAt,
  };
}

/** What lists show of a code. Never its hash. */
export type CodeView = ReturnType<typeof toCodeView>;

export function toCodeView(row: CodeRow, now: Date) {
  return {
    id: row.id,
    label: codeLabel(row),
    state: codeState(row, now),
    batch: { id: row.batch.id, name: row.batch.name, kind: row.batch.kind as BatchKind },
    position: row.position,
    quota: row.batch.quota,
    usesMax: row.batch.usesMax,
    usesLeft: row.usesLeft,
    usedCount: row.usedCount,
    /** Its own end, which stands before the batch's. */
    validUntil: row.validUntil,
    endsAt: row.validUntil ?? row.batch.validUntil,
    lastUsedAt: row.lastUsedAt,
    voidedAt: row.voidedAt,
    createdAt: row.createdAt,
  };
}

export async function findBatch(ctx: ServiceContext, id: string): Promise<RedemptionBatch> {
  const row = await ctx.db.redemptionBatch.findUnique({ where: { id } });
  if (!row) throw notFound("redemption");
  return row;
}

export async function findCode(ctx: ServiceContext, id: string): Promise<CodeRow> {
  const row = await ctx.db.redemptionCode.findUnique({ where: { id }, include: { batch: true } });
  if (!row) throw notFound("redemption");
  return row;
}

export function batchTarget(row: { id: string; name: string }) {
  return { kind: "redemptionBatch", id: row.id, label: row.name };
}

export function codeTarget(row: { id: string; prefix: string; lastFour: string }) {
  return { kind: "redemptionCode", id: row.id, label: codeLabel(row) };
}

/** Lower-cased, so that a search means the same on every database. */
export function searchTextOf(name: string, prefix: string): string {
  return `${name} ${prefix}`.trim().toLowerCase().slice(0, 191);
}
