import { procedure, router } from "@/server/trpc/init";
import { ListCheckInsInput } from "./schema";
import { checkIn, listCheckIns } from "./service";

export const rewardRouter = router({
  checkIn: procedure.mutation(({ ctx }) => checkIn(ctx)),
  listCheckIns: procedure.input(ListCheckInsInput).query(({ ctx, input }) => listCheckIns(ctx, input)),
});
