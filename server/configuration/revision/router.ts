import { procedure, router } from "@/server/trpc/init";
import { compareRevisions } from "./compare";
import { previewMoment, restoreMoment } from "./moment";
import { getRevision, listOwnRevisions, listRevisions } from "./read";
import { restoreRevision } from "./restore";
import {
  CompareRevisionsInput,
  GetRevisionInput,
  ListOwnRevisionsInput,
  ListRevisionsInput,
  MomentInput,
  RestoreMomentInput,
  RestoreRevisionInput,
} from "./schema";

export const revisionRouter = router({
  list: procedure.input(ListRevisionsInput).query(({ ctx, input }) => listRevisions(ctx, input)),
  listOwn: procedure.input(ListOwnRevisionsInput).query(({ ctx, input }) => listOwnRevisions(ctx, input)),
  get: procedure.input(GetRevisionInput).query(({ ctx, input }) => getRevision(ctx, input)),
  compare: procedure.input(CompareRevisionsInput).query(({ ctx, input }) => compareRevisions(ctx, input)),
  restore: procedure.input(RestoreRevisionInput).mutation(({ ctx, input }) => restoreRevision(ctx, input)),
  previewMoment: procedure.input(MomentInput).query(({ ctx, input }) => previewMoment(ctx, input)),
  restoreMoment: procedure.input(RestoreMomentInput).mutation(({ ctx, input }) => restoreMoment(ctx, input)),
});
