import { procedure, router } from "@/server/trpc/init";
import { JobIdInput, ListJobItemsInput, ListJobsInput } from "./schema";
import { cancelJob, getJob, listJobItems, listJobs, retryFailedItems } from "./service";

export const jobRouter = router({
  cancel: procedure.input(JobIdInput).mutation(({ ctx, input }) => cancelJob(ctx, input)),
  get: procedure.input(JobIdInput).query(({ ctx, input }) => getJob(ctx, input)),
  items: procedure.input(ListJobItemsInput).query(({ ctx, input }) => listJobItems(ctx, input)),
  list: procedure.input(ListJobsInput).query(({ ctx, input }) => listJobs(ctx, input)),
  retryFailed: procedure.input(JobIdInput).mutation(({ ctx, input }) => retryFailedItems(ctx, input)),
});
