import { procedure, router } from "@/server/trpc/init";
import { DifferenceIdInput, ListDifferencesInput, ResolveDifferenceInput } from "./schema";
import { getDifference, listDifferences, listRuns } from "./service/list";
import { resolveDifference } from "./service/resolve";
import { startReconciliation } from "./service/run";

export const reconciliationRouter = router({
  get: procedure.input(DifferenceIdInput).query(({ ctx, input }) => getDifference(ctx, input)),
  list: procedure.input(ListDifferencesInput).query(({ ctx, input }) => listDifferences(ctx, input)),
  resolve: procedure.input(ResolveDifferenceInput).mutation(({ ctx, input }) => resolveDifference(ctx, input)),
  run: procedure.mutation(({ ctx }) => startReconciliation(ctx)),
  runs: procedure.query(({ ctx }) => listRuns(ctx)),
});
