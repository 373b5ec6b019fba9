import type { Db } from "@/server/kernel/database/client";

/** A runner that says nothing for this long is taken for dead, and its jobs for free. */
export const LEASE_MS = 15_000;

export type LeaseHolder = { ownerId: string; leaseMs: number };

/**
 * Takes the oldest job that waits or whose runner is dead; null when there is none. The condition of the update is the
 * lock: of two runners that saw the same job, the second changes no row.
 */
export async function claimJob(db: Db, holder: LeaseHolder, kinds: readonly string[]): Promise<string | null> {
  const now = new Date();
  const isFree = { OR: [{ status: "queued" }, { status: "running", leaseUntil: { lt: now } }] };
  const candidates = await db.job.findMany({
    where: { kind: { in: [...kinds] }, ...isFree },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    select: { id: true, startedAt: true },
    take: 5,
  });
  for (const { id, startedAt } of candidates) {
    const { count } = await db.job.updateMany({
      where: { id, ...isFree },
      data: { status: "running", ownerId: holder.ownerId, leaseUntil: leaseEnd(holder), startedAt: startedAt ?? now },
    });
    if (count === 1) return id;
  }
  return null;
}

/** Lengthens the lease and tells whether the job is still this runner's, and whether somebody wants it to end. */
export async function renewLease(db: Db, holder: LeaseHolder, jobId: string): Promise<"held" | "lost" | "cancelled"> {
  const { count } = await db.job.updateMany({
    where: { id: jobId, status: "running", ownerId: holder.ownerId },
    data: { leaseUntil: leaseEnd(holder) },
  });
  if (count === 0) return "lost";
  const job = await db.job.findUnique({ where: { id: jobId }, select: { cancelRequestedAt: true } });
  return job?.cancelRequestedAt ? "cancelled" : "held";
}

/** Gives unfinished jobs back at once, when a runner stops in peace. */
export async function releaseLeases(db: Db, holder: LeaseHolder): Promise<void> {
  await db.job.updateMany({
    where: { status: "running", ownerId: holder.ownerId },
    data: { ownerId: null, leaseUntil: new Date(0) },
  });
}

function leaseEnd(holder: LeaseHolder): Date {
  return new Date(Date.now() + holder.leaseMs);
}
