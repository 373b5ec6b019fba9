import { authorize, isAllowed, requireUserId } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { notFound } from "@/server/kernel/errors";
import { NEWEST_FIRST } from "@/server/kernel/paging/keyset";
import { audienceOf } from "../audience";
import type { ExportStatus } from "../schema";
import { exportStatus } from "../status";
import { readQuestion } from "../stored";

const LISTED_MAX = 20;

type ExportRow = {
  id: string;
  jobId: string | null;
  ownerId: string;
  format: string;
  filter: string;
  partCount: number;
  createdAt: Date;
  expiresAt: Date;
  removedAt: Date | null;
};

export type ExportItem = {
  id: string;
  format: string;
  status: ExportStatus;
  /** Somebody wants it to end, and it will after the part in work. */
  isCancelling: boolean;
  partCount: number;
  partsDone: number;
  rowCount: number;
  byteCount: number;
  from: Date;
  to: Date;
  createdAt: Date;
  startedAt: Date | null;
  expiresAt: Date;
  /** Why the first part failed that did: a reason, or "". */
  failure: string;
};

/** The acting person's last exports, newest first, with how far they are. */
export async function listExports(ctx: ServiceContext): Promise<ExportItem[]> {
  authorize(ctx, "log.exportOwn");
  const rows = await ctx.db.logExport.findMany({
    where: { ownerId: requireUserId(ctx) },
    orderBy: NEWEST_FIRST,
    take: LISTED_MAX,
  });
  return toItems(ctx, rows);
}

/** The export that a job writes; null when it writes none, or one that the actor may not have. */
export async function getExportOfJob(ctx: ServiceContext, { id: jobId }: { id: string }): Promise<ExportItem | null> {
  authorize(ctx, "log.exportOwn");
  const row = await ctx.db.logExport.findFirst({ where: { AND: [{ jobId }, visibleExports(ctx)] } });
  return row ? ((await toItems(ctx, [row]))[0] ?? null) : null;
}

/**
 * One export for what is to be done with it. Throws NOT_FOUND, also for somebody else's without the right to it, and for
 * one that holds everybody's requests when its owner may no longer see those.
 */
export async function findExport(ctx: ServiceContext, id: string): Promise<ExportRow> {
  const row = await ctx.db.logExport.findFirst({ where: { AND: [{ id }, visibleExports(ctx)] } });
  if (!row) throw notFound("export");
  if (readQuestion(row.filter).audience === "staff" && audienceOf(ctx) !== "staff") throw notFound("export");
  return row;
}

/** An export's state and counts. */
export async function describeExport(ctx: ServiceContext, row: ExportRow): Promise<ExportItem> {
  const [item] = await toItems(ctx, [row]);
  if (!item) throw notFound("export");
  return item;
}

function visibleExports(ctx: ServiceContext) {
  return isAllowed(ctx, "log.exportAny") ? {} : { ownerId: requireUserId(ctx) };
}

async function toItems(ctx: ServiceContext, rows: readonly ExportRow[]): Promise<ExportItem[]> {
  const jobIds = rows.flatMap((row) => row.jobId ?? []);
  const [parts, jobs, failures] = await Promise.all([
    ctx.db.logExportPart.groupBy({
      by: ["exportId"],
      where: { exportId: { in: rows.map((row) => row.id) } },
      _count: true,
      _sum: { rowCount: true, byteCount: true },
    }),
    ctx.db.job.findMany({
      where: { id: { in: jobIds } },
      select: { id: true, status: true, startedAt: true, cancelRequestedAt: true, error: true },
    }),
    ctx.db.jobItem.findMany({
      where: { jobId: { in: jobIds }, status: "failed" },
      orderBy: [{ jobId: "asc" }, { position: "asc" }],
      distinct: ["jobId"],
      select: { jobId: true, detail: true },
    }),
  ]);
  const now = ctx.clock();
  return rows.map((row) => {
    const { filter } = readQuestion(row.filter);
    const made = parts.find((part) => part.exportId === row.id);
    const job = jobs.find((candidate) => candidate.id === row.jobId) ?? null;
    const partsDone = made?._count ?? 0;
    return {
      id: row.id,
      format: row.format,
      status: exportStatus(row, { partsDone, job, now }),
      isCancelling: job?.status === "running" && job.cancelRequestedAt !== null,
      partCount: row.partCount,
      partsDone,
      rowCount: made?._sum.rowCount ?? 0,
      byteCount: Number(made?._sum.byteCount ?? 0n),
      from: filter.from,
      to: filter.to,
      createdAt: row.createdAt,
      startedAt: job?.startedAt ?? null,
      expiresAt: row.expiresAt,
      failure: job?.error || (failures.find((item) => item.jobId === row.jobId)?.detail ?? ""),
    };
  });
}
