import { procedure, router } from "@/server/trpc/init";
import { ListCreditLotsInput } from "./schema";
import { listCreditLots } from "./service";

export const creditLotRouter = router({
  list: procedure.input(ListCreditLotsInput).query(({ ctx, input }) => listCreditLots(ctx, input)),
});
