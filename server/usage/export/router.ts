import { JobIdInput } from "@/server/operations/job/schema";
import { procedure, router } from "@/server/trpc/init";
import { ExportIdInput, ExportLogsInput, PlanExportInput } from "./schema";
import { cancelExport, retryExport } from "./service/end";
import { getExportOfJob, listExports } from "./service/list";
import { planExport } from "./service/plan";
import { startExport } from "./service/start";

export const exportRouter = router({
  cancel: procedure.input(ExportIdInput).mutation(({ ctx, input }) => cancelExport(ctx, input)),
  list: procedure.query(({ ctx }) => listExports(ctx)),
  ofJob: procedure.input(JobIdInput).query(({ ctx, input }) => getExportOfJob(ctx, input)),
  plan: procedure.input(PlanExportInput).query(({ ctx, input }) => planExport(ctx, input)),
  retry: procedure.input(ExportIdInput).mutation(({ ctx, input }) => retryExport(ctx, input)),
  start: procedure.input(ExportLogsInput).mutation(({ ctx, input }) => startExport(ctx, input)),
});
