import { procedure, router } from "@/server/trpc/init";
import { dryRunDraft } from "./dry-run";
import { createDraft, discardDraft, updateDraft } from "./edit";
import { publishDraft } from "./publish";
import { getDraft, listDrafts, validateDraft } from "./read";
import { scheduleDraft, unscheduleDraft } from "./schedule";
import {
  CreateDraftInput,
  DraftIdInput,
  ListDraftsInput,
  PublishDraftInput,
  ScheduleDraftInput,
  UpdateDraftInput,
  VersionedDraftInput,
} from "./schema";

export const draftRouter = router({
  list: procedure.input(ListDraftsInput).query(({ ctx, input }) => listDrafts(ctx, input)),
  get: procedure.input(DraftIdInput).query(({ ctx, input }) => getDraft(ctx, input)),
  create: procedure.input(CreateDraftInput).mutation(({ ctx, input }) => createDraft(ctx, input)),
  update: procedure.input(UpdateDraftInput).mutation(({ ctx, input }) => updateDraft(ctx, input)),
  validate: procedure.input(DraftIdInput).query(({ ctx, input }) => validateDraft(ctx, input)),
  dryRun: procedure.input(DraftIdInput).mutation(({ ctx, input }) => dryRunDraft(ctx, input)),
  publish: procedure.input(PublishDraftInput).mutation(({ ctx, input }) => publishDraft(ctx, input)),
  schedule: procedure.input(ScheduleDraftInput).mutation(({ ctx, input }) => scheduleDraft(ctx, input)),
  unschedule: procedure.input(VersionedDraftInput).mutation(({ ctx, input }) => unscheduleDraft(ctx, input)),
  discard: procedure.input(VersionedDraftInput).mutation(({ ctx, input }) => discardDraft(ctx, input)),
});
