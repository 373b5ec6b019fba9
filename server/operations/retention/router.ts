import { procedure, router } from "@/server/trpc/init";
import { holdUser, listHolds, releaseUser } from "./hold";
import { previewCleanup, readRetention } from "./read";
import { runCleanup } from "./run";
import { listCleanups } from "./runs";
import { HoldInput, PreviewInput, RunCleanupInput } from "./schema";

export const retentionRouter = router({
  get: procedure.query(({ ctx }) => readRetention(ctx)),
  hold: procedure.input(HoldInput).mutation(({ ctx, input }) => holdUser(ctx, input)),
  holds: procedure.query(({ ctx }) => listHolds(ctx)),
  preview: procedure.input(PreviewInput).query(({ ctx, input }) => previewCleanup(ctx, input)),
  release: procedure.input(HoldInput).mutation(({ ctx, input }) => releaseUser(ctx, input)),
  run: procedure.input(RunCleanupInput).mutation(({ ctx, input }) => runCleanup(ctx, input)),
  runs: procedure.query(({ ctx }) => listCleanups(ctx)),
});
