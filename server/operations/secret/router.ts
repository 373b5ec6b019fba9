import { procedure, router } from "@/server/trpc/init";
import { getSecretOverview, startRotation } from "./service";

export const secretRouter = router({
  overview: procedure.query(({ ctx }) => getSecretOverview(ctx)),
  rotate: procedure.mutation(({ ctx }) => startRotation(ctx)),
});
