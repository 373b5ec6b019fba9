import { procedure, router } from "@/server/trpc/init";
import { ListLogsInput, LogFilter, LogIdInput } from "./schema";
import { getLog, listLogFacets, listLogs } from "./service";

export const logRouter = router({
  list: procedure.input(ListLogsInput).query(({ ctx, input }) => listLogs(ctx, input)),
  get: procedure.input(LogIdInput).query(({ ctx, input }) => getLog(ctx, input)),
  facets: procedure
    .input(LogFilter.pick({ from: true, to: true }))
    .query(({ ctx, input }) => listLogFacets(ctx, input)),
});
