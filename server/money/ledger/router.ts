import { procedure, router } from "@/server/trpc/init";
import { AdjustBalanceInput, LedgerEntryIdInput, ListLedgerInput } from "./schema";
import { adjustBalance } from "./service/adjust";
import { getLedgerEntry, listLedger } from "./service/list";

export const ledgerRouter = router({
  adjust: procedure.input(AdjustBalanceInput).mutation(({ ctx, input }) => adjustBalance(ctx, input)),
  get: procedure.input(LedgerEntryIdInput).query(({ ctx, input }) => getLedgerEntry(ctx, input)),
  list: procedure.input(ListLedgerInput).query(({ ctx, input }) => listLedger(ctx, input)),
});
