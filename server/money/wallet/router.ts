import { procedure, router } from "@/server/trpc/init";
import { ListOwnRedemptionsInput } from "./schema";
import { getWallet } from "./service/get";
import { listOwnRedemptions } from "./service/list-redemptions";

export const walletRouter = router({
  get: procedure.query(({ ctx }) => getWallet(ctx)),
  listRedemptions: procedure.input(ListOwnRedemptionsInput).query(({ ctx, input }) => listOwnRedemptions(ctx, input)),
});
