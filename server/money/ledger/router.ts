import { procedure, router } from "@/server/trpc/init";
import {
  AdjustBalanceInput,
  LedgerEntryIdInput,
  ListLedgerInput,
  ReverseEntryInput,
  StatementInput,
  TransferInput,
} from "./schema";
import { adjustBalance } from "./service/adjust";
import { getLedgerEntry, listLedger } from "./service/list";
import { reverseEntry } from "./service/reverse";
import { transferQuota } from "./service/transfer";
import { explainBalance } from "./statement/explain";

export const ledgerRouter = router({
  adjust: procedure.input(AdjustBalanceInput).mutation(({ ctx, input }) => adjustBalance(ctx, input)),
  get: procedure.input(LedgerEntryIdInput).query(({ ctx, input }) => getLedgerEntry(ctx, input)),
  list: procedure.input(ListLedgerInput).query(({ ctx, input }) => listLedger(ctx, input)),
  explain: procedure.input(StatementInput).query(({ ctx, input }) => explainBalance(ctx, input)),
  reverse: procedure.input(ReverseEntryInput).mutation(({ ctx, input }) => reverseEntry(ctx, input)),
  transfer: procedure.input(TransferInput).mutation(({ ctx, input }) => transferQuota(ctx, input)),
});
