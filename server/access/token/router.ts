import { procedure, router } from "@/server/trpc/init";
import {
  TokenBulkInput,
  TokenCreateInput,
  TokenGetInput,
  TokenListInput,
  TokenReasonInput,
  TokenRollInput,
  TokenStatusInput,
  TokenUpdateInput,
} from "./schema";
import { changeManyTokens } from "./service/bulk";
import { createToken } from "./service/create";
import { getToken, listTokens } from "./service/list";
import { deleteToken, restoreToken } from "./service/remove";
import { rollToken } from "./service/roll";
import { setTokenStatus } from "./service/set-status";
import { updateToken } from "./service/update";

export const tokenRouter = router({
  list: procedure.input(TokenListInput).query(({ ctx, input }) => listTokens(ctx, input)),
  get: procedure.input(TokenGetInput).query(({ ctx, input }) => getToken(ctx, input)),
  create: procedure.input(TokenCreateInput).mutation(({ ctx, input }) => createToken(ctx, input)),
  update: procedure.input(TokenUpdateInput).mutation(({ ctx, input }) => updateToken(ctx, input)),
  roll: procedure.input(TokenRollInput).mutation(({ ctx, input }) => rollToken(ctx, input)),
  setStatus: procedure.input(TokenStatusInput).mutation(({ ctx, input }) => setTokenStatus(ctx, input)),
  delete: procedure.input(TokenReasonInput).mutation(({ ctx, input }) => deleteToken(ctx, input)),
  restore: procedure.input(TokenReasonInput).mutation(({ ctx, input }) => restoreToken(ctx, input)),
  changeMany: procedure.input(TokenBulkInput).mutation(({ ctx, input }) => changeManyTokens(ctx, input)),
});
