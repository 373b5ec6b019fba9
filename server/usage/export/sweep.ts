import { getFileStorage } from "@/server/files/storage/storage";
import type { ServiceContext } from "@/server/kernel/context";
import { folderOf } from "./stored";

const SWEPT_AT_ONCE = 50;

/** Removes the files of exports that have expired or were cancelled. Returns how many exports lost theirs. */
export async function sweepExports(ctx: ServiceContext): Promise<number> {
  const now = ctx.clock();
  const kept = await ctx.db.logExport.findMany({
    where: { removedAt: null },
    orderBy: { expiresAt: "asc" },
    select: { id: true, jobId: true, expiresAt: true },
  });
  const cancelled = await ctx.db.job.findMany({
    where: { id: { in: kept.flatMap((row) => row.jobId ?? []) }, status: "cancelled" },
    select: { id: true },
  });
  const isCancelled = new Set(cancelled.map((job) => job.id));
  const due = kept.filter((row) => row.expiresAt <= now || (row.jobId !== null && isCancelled.has(row.jobId)));
  for (const { id } of due.slice(0, SWEPT_AT_ONCE)) await removeFiles(ctx, id);
  return due.length;
}

/** The files first: an export that says it is removed holds none. */
async function removeFiles(ctx: ServiceContext, id: string): Promise<void> {
  const storage = await getFileStorage();
  for (const path of await storage.list(folderOf(id))) await storage.remove(path);
  await ctx.db.logExport.update({ where: { id }, data: { removedAt: ctx.clock() } });
}
