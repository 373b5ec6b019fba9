import { procedure, router } from "@/server/trpc/init";
import { PropagationInput } from "./schema";
import { getHealth, getPropagation } from "./service";

export const healthRouter = router({
  get: procedure.query(({ ctx }) => getHealth(ctx)),
  propagation: procedure.input(PropagationInput).query(({ ctx, input }) => getPropagation(ctx, input)),
});
