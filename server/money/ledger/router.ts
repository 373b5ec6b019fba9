import { procedure, router } from "@/server/trpc/init";
import { AdjustBalanceInput, ListLedgerInput } from "./schema";
import { adjustBalance, listLedger } from "./service";

export const ledgerRouter = router({
  adjust: procedure.input(AdjustBalanceInput).mutation(({ ctx, input }) => adjustBalance(ctx, input)),
  list: procedure.input(ListLedgerInput).query(({ ctx, input }) => listLedger(ctx, input)),
});
