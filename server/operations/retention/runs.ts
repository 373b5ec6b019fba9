import { authorize } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { RETENTION_CLASSES, type RetentionClassName } from "./schema";
import { parseFreed, parseTarget } from "./target";

const RUNS_SHOWN = 10;

export type FreedByClass = { name: RetentionClassName; rows: number; bytes: number };

/** The last clean-ups, newest first, with what each freed by class. */
export async function listCleanups(ctx: ServiceContext) {
  authorize(ctx, "retention.read");
  const jobs = await ctx.db.job.findMany({
    where: { kind: "retention.clean" },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: RUNS_SHOWN,
    select: {
      id: true,
      status: true,
      actorName: true,
      actorId: true,
      error: true,
      totalCount: true,
      doneCount: true,
      failedCount: true,
      createdAt: true,
      finishedAt: true,
      items: { select: { targetId: true, detail: true, status: true } },
    },
  });
  return jobs.map(({ items, ...job }) => ({
    ...job,
    freed: freedByClass(items),
    skippedCount: items.filter(({ status }) => status === "skipped").length,
  }));
}

function freedByClass(items: readonly { targetId: string; detail: string }[]): FreedByClass[] {
  const freed = new Map<RetentionClassName, FreedByClass>();
  for (const { targetId, detail } of items) {
    const name = parseTarget(targetId)?.retentionClass.name;
    const { rows, bytes } = parseFreed(detail);
    if (name === undefined || rows === 0) continue;
    const known = freed.get(name) ?? { name, rows: 0, bytes: 0 };
    freed.set(name, { name, rows: known.rows + rows, bytes: known.bytes + bytes });
  }
  return RETENTION_CLASSES.flatMap((name) => freed.get(name) ?? []);
}
