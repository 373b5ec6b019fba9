import { procedure, router } from "@/server/trpc/init";
import { ListRewardsInput, TransferRewardsInput } from "./schema";
import { createReferralCode } from "./service/create-code";
import { getReferral } from "./service/get";
import { listRewards } from "./service/list-rewards";
import { transferRewards } from "./service/transfer";

export const referralRouter = router({
  createCode: procedure.mutation(({ ctx }) => createReferralCode(ctx)),
  get: procedure.query(({ ctx }) => getReferral(ctx)),
  listRewards: procedure.input(ListRewardsInput).query(({ ctx, input }) => listRewards(ctx, input)),
  transfer: procedure.input(TransferRewardsInput).mutation(({ ctx, input }) => transferRewards(ctx, input)),
});
