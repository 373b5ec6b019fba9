import { procedure, router } from "@/server/trpc/init";
import { checkIndexes, checkIntegrity, getDatabaseHealth, listSlowQueries } from "./service";

export const databaseRouter = router({
  health: procedure.query(({ ctx }) => getDatabaseHealth(ctx)),
  indexes: procedure.query(({ ctx }) => checkIndexes(ctx)),
  slowQueries: procedure.query(({ ctx }) => listSlowQueries(ctx)),
  checkIntegrity: procedure.mutation(({ ctx }) => checkIntegrity(ctx)),
});
