import type { ServiceContext } from "@/server/kernel/context";
import { bumpStateVersion } from "@/server/kernel/state-version";
import { withTransaction } from "@/server/kernel/transaction";
import { note } from "./service/save";

const BATCH = 100;

/**
 * Deletes configurations that are over: past their expiry, or of a session that ended. Harmless twice. Out: how many.
 */
export async function sweepConfigs(ctx: ServiceContext): Promise<{ deletedCount: number }> {
  let deletedCount = 0;
  for (const id of [...(await findExpired(ctx)), ...(await findOfEndedSessions(ctx))]) {
    deletedCount += await withTransaction(ctx, (tx) => deleteOver(tx, id));
  }
  return { deletedCount };
}

async function findExpired(ctx: ServiceContext): Promise<string[]> {
  const rows = await ctx.db.userConfig.findMany({
    where: { expiresAt: { lte: ctx.clock() } },
    select: { id: true },
    orderBy: { expiresAt: "asc" },
    take: BATCH,
  });
  return rows.map(({ id }) => id);
}

async function findOfEndedSessions(ctx: ServiceContext): Promise<string[]> {
  const rows = await ctx.db.userConfig.findMany({
    where: { sessionId: { not: "" } },
    select: { id: true, sessionId: true },
  });
  const live = await ctx.db.session.findMany({
    where: {
      id: { in: [...new Set(rows.map((row) => row.sessionId))] },
      revokedAt: null,
      expiresAt: { gt: ctx.clock() },
    },
    select: { id: true },
  });
  const isLive = new Set(live.map(({ id }) => id));
  return rows.filter((row) => !isLive.has(row.sessionId)).map(({ id }) => id);
}

async function deleteOver(tx: ServiceContext, id: string): Promise<number> {
  await bumpStateVersion(tx, "config");
  const row = await tx.db.userConfig.findUnique({ where: { id } });
  if (!row) return 0;
  const isExtended = row.sessionId === "" && (row.expiresAt === null || row.expiresAt > tx.clock());
  if (isExtended) return 0;
  await tx.db.userConfig.delete({ where: { id } });
  await note(tx, { row, action: "config.expire", before: row, isGone: true });
  return 1;
}
