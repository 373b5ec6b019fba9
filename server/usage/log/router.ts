import { procedure, router } from "@/server/trpc/init";
import { listLogFacets } from "./facets";
import { getLog } from "./get";
import { readLogHistogram } from "./histogram";
import { listLogs } from "./list";
import { newerLogs } from "./newer";
import { FacetsInput, HistogramInput, ListLogsInput, LogIdInput, NewerLogsInput } from "./schema";

export const logRouter = router({
  list: procedure.input(ListLogsInput).query(({ ctx, input }) => listLogs(ctx, input)),
  newer: procedure.input(NewerLogsInput).query(({ ctx, input }) => newerLogs(ctx, input)),
  get: procedure.input(LogIdInput).query(({ ctx, input }) => getLog(ctx, input)),
  facets: procedure.input(FacetsInput).query(({ ctx, input }) => listLogFacets(ctx, input)),
  histogram: procedure.input(HistogramInput).query(({ ctx, input }) => readLogHistogram(ctx, input)),
});
