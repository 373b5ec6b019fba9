import { getSetting } from "@/server/configuration/setting/current";
import { authorize } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { readStoreOf, sourceOf } from "@/server/kernel/database/read-store";
import { openSqlStore } from "@/server/kernel/database/sql";
import type { JobItemResult, JobKind } from "@/server/operations/job/kind";
import { archiveRows } from "@/server/usage/archive/write";
import { countRows } from "./count";
import { readCutoffs } from "./cutoff";
import { dropMonth, dropPassedPartitions } from "./drop";
import { hasPartsLeft } from "./left";
import { markRemoved } from "./mark";
import { cleanupWindow } from "./nightly-window";
import { type Removal, removeRows, type Stores } from "./remove";
import { removeArchives } from "./remove-archives";
import { CleanupParams, freedDetail, type Piece, parseTarget } from "./target";
import { isWindowOpen } from "./window";

/** Removes what grew old, piece by piece. Harmless twice: a piece that is done has nothing left. */
export const retentionCleanJob: JobKind = {
  kind: "retention.clean",
  concurrency: 1,
  async run(ctx, { params, target, signal }) {
    authorize(ctx, "retention.manage");
    const { asOf, isNightly, pieces } = CleanupParams.parse(params);
    const piece = parseTarget(target.id);
    if (!piece) return { status: "skipped", detail: "retention.unknown_piece" };
    const cutoff = (await readCutoffs(ctx, asOf))[piece.retentionClass.name];
    // Somebody may have decided to keep more since it was planned.
    if (cutoff === null || piece.to > cutoff) return { status: "skipped", detail: "retention.kept_now" };
    const isInWindow = () => !isNightly || isWindowOpen(cleanupWindow(), ctx.clock());
    if (!isInWindow()) return { status: "skipped", detail: "retention.window_over" };
    if (piece.retentionClass.name === "logs" && (await hasPartsLeft(ctx, piece.to))) {
      return { status: "skipped", detail: "retention.parts_left" };
    }
    const planned = pieces[target.id] ?? { rows: null, bytesPerRow: 0 };
    return removePiece(ctx, { ...piece, cutoff, planned, mayGoOn: () => !signal.aborted && isInWindow(), signal });
  },
};

type Work = Piece & {
  cutoff: Date;
  planned: { rows: number | null; bytesPerRow: number };
  mayGoOn: () => boolean;
  signal: AbortSignal;
};

async function removePiece(ctx: ServiceContext, work: Work): Promise<JobItemResult> {
  const reads = readStoreOf(ctx.db);
  const slice = { table: work.table, cutoff: work.cutoff, slice: { from: work.from, to: work.to } };
  const before = work.planned.rows ?? (await countRows(reads, slice));
  const isDone = await removeAll(ctx, work);
  // What is left was held, or not reached; so the numbers are right after any crash.
  const left = await countRows(reads, slice);
  const rows = Math.max(0, before - left);
  const freed = { rows, bytes: rows * work.planned.bytesPerRow };
  return isDone
    ? { status: "done", detail: freedDetail("freed", freed) }
    : { status: "skipped", detail: freedDetail("paused", freed) };
}

async function removeAll(ctx: ServiceContext, work: Work): Promise<boolean> {
  const { table, from, to, signal } = work;
  if (work.retentionClass.name === "archives") return removeArchives(ctx, work);
  const { partitioned } = table;
  if (partitioned && getSetting("retention.archiveEnabled")) {
    await archiveRows(ctx, { noun: partitioned, from, to, signal });
  }
  await markRemoved(ctx, table, to);
  return withStores(ctx, async (stores) => {
    if (partitioned && (await dropMonth(stores.writes, { table: partitioned, from, to }))) return true;
    const { isDone } = await removeRows(stores, work satisfies Removal);
    if (partitioned && isDone) await dropPassedPartitions(stores.writes, { table: partitioned, to });
    return isDone;
  });
}

/** Connections of the job's own: on SQLite a thread, so that no removal stops an event loop. */
async function withStores<T>(ctx: ServiceContext, work: (stores: Stores) => Promise<T>): Promise<T> {
  const { url, options } = sourceOf(ctx.db);
  const writes = openSqlStore({ url, options: { ...options, poolMax: 1 } });
  try {
    return await work({ writes, reads: readStoreOf(ctx.db) });
  } finally {
    await writes.close();
  }
}
