import { audit } from "@/server/kernel/audit";
import { authorize } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { notFound } from "@/server/kernel/errors";
import { withTransaction } from "@/server/kernel/transaction";
import type { ListArchivesInput } from "./schema";
import { type ArchiveFault, findArchiveFault } from "./verify";

/** Archived files, the newest rows first. `nextCursor` is the id to go on behind. */
export async function listArchives(ctx: ServiceContext, { cursor, limit }: ListArchivesInput) {
  authorize(ctx, "retention.read");
  const rows = await ctx.db.logArchive.findMany({
    orderBy: [{ lastId: "desc" }, { id: "desc" }],
    take: limit + 1,
    ...(cursor === undefined ? {} : { cursor: { id: cursor }, skip: 1 }),
  });
  const items = rows.slice(0, limit);
  return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}

/** Reads an archived file back whole and says what is wrong with it; null when it is as it was written. */
export async function verifyArchive(
  ctx: ServiceContext,
  { id }: { id: string },
): Promise<{ fault: ArchiveFault | null }> {
  authorize(ctx, "retention.read");
  const archive = await ctx.db.logArchive.findUnique({ where: { id } });
  if (!archive) throw notFound("archive");
  const fault = await findArchiveFault(archive);
  await withTransaction(ctx, (tx) =>
    audit(tx, {
      action: "archive.verify",
      target: { kind: "archive", id, label: archive.path },
      after: { result: fault ?? "whole" },
    }),
  );
  return { fault };
}
