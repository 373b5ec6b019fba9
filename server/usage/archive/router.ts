import { procedure, router } from "@/server/trpc/init";
import { ArchiveIdInput, ListArchivesInput } from "./schema";
import { listArchives, verifyArchive } from "./service";

export const archiveRouter = router({
  list: procedure.input(ListArchivesInput).query(({ ctx, input }) => listArchives(ctx, input)),
  verify: procedure.input(ArchiveIdInput).mutation(({ ctx, input }) => verifyArchive(ctx, input)),
});
