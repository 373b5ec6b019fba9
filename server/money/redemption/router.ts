import { procedure, router } from "@/server/trpc/init";
import {
  BatchIdInput,
  CreateBatchInput,
  ListBatchesInput,
  ListCodesInput,
  ListUsesInput,
  RedeemForInput,
  RedeemInput,
  SetCodeValidityInput,
  UpdateBatchInput,
  VoidBatchInput,
  VoidCodeInput,
} from "./schema";
import { createBatch, resumeBatch } from "./service/create";
import { getBatch, listBatches, listCodes, listUses } from "./service/list";
import { redeemCode, redeemCodeFor } from "./service/redeem";
import { setCodeValidity, updateBatch } from "./service/update";
import { voidBatch, voidCode } from "./service/void";

export const redemptionRouter = router({
  listBatches: procedure.input(ListBatchesInput).query(({ ctx, input }) => listBatches(ctx, input)),
  getBatch: procedure.input(BatchIdInput).query(({ ctx, input }) => getBatch(ctx, input)),
  createBatch: procedure.input(CreateBatchInput).mutation(({ ctx, input }) => createBatch(ctx, input)),
  resumeBatch: procedure.input(BatchIdInput).mutation(({ ctx, input }) => resumeBatch(ctx, input)),
  updateBatch: procedure.input(UpdateBatchInput).mutation(({ ctx, input }) => updateBatch(ctx, input)),
  voidBatch: procedure.input(VoidBatchInput).mutation(({ ctx, input }) => voidBatch(ctx, input)),
  listCodes: procedure.input(ListCodesInput).query(({ ctx, input }) => listCodes(ctx, input)),
  voidCode: procedure.input(VoidCodeInput).mutation(({ ctx, input }) => voidCode(ctx, input)),
  setCodeValidity: procedure.input(SetCodeValidityInput).mutation(({ ctx, input }) => setCodeValidity(ctx, input)),
  listUses: procedure.input(ListUsesInput).query(({ ctx, input }) => listUses(ctx, input)),
  redeem: procedure.input(RedeemInput).mutation(({ ctx, input }) => redeemCode(ctx, input)),
  redeemFor: procedure.input(RedeemForInput).mutation(({ ctx, input }) => redeemCodeFor(ctx, input)),
});
