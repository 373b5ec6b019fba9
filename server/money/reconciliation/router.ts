import { procedure, router } from "@/server/trpc/init";
import { ListDifferencesInput, ResolveDifferenceInput } from "./schema";
import { listDifferences, listRuns } from "./service/list";
import { resolveDifference } from "./service/resolve";
import { startReconciliation } from "./service/run";

export const reconciliationRouter = router({
  list: procedure.input(ListDifferencesInput).query(({ ctx, input }) => listDifferences(ctx, input)),
  resolve: procedure.input(ResolveDifferenceInput).mutation(({ ctx, input }) => resolveDifference(ctx, input)),
  run: procedure.mutation(({ ctx }) => startReconciliation(ctx)),
  runs: procedure.query(({ ctx }) => listRuns(ctx)),
});
