import { getFileStorage } from "@/server/files/storage/storage";
import type { ServiceContext } from "@/server/kernel/context";
import { firstIdAt } from "@/server/kernel/ids";
import { manifestPath } from "@/server/usage/archive/write";

const FILES_A_READ = 100;

/**
 * Removes archived files whose newest request is older than `to`, each with its manifest. Nobody can be taken out of a
 * file, so while anybody is on legal hold all stay. Out: whether all that may go are gone.
 */
export async function removeArchives(
  ctx: ServiceContext,
  { to, mayGoOn }: { to: Date; mayGoOn: () => boolean },
): Promise<boolean> {
  const storage = await getFileStorage();
  for (;;) {
    if (await ctx.db.user.findFirst({ where: { legalHoldAt: { not: null } }, select: { id: true } })) return true;
    const archives = await ctx.db.logArchive.findMany({
      where: { lastId: { lt: firstIdAt("req", to.getTime()) } },
      orderBy: { lastId: "asc" },
      take: FILES_A_READ,
    });
    for (const { id, path } of archives) {
      if (!mayGoOn()) return false;
      await storage.remove(path);
      await storage.remove(manifestPath(path));
      await ctx.db.logArchive.deleteMany({ where: { id } });
    }
    if (archives.length < FILES_A_READ) return true;
  }
}
