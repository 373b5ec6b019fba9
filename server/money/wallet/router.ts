import { procedure, router } from "@/server/trpc/init";
import { getWallet } from "./service";

export const walletRouter = router({
  get: procedure.query(({ ctx }) => getWallet(ctx)),
});
