import { procedure, router } from "@/server/trpc/init";
import { CreateServiceTokenInput, ListServiceTokensInput, ServiceTokenIdInput } from "./schema";
import { createServiceToken, listServiceTokens, revokeServiceToken } from "./service";

export const serviceTokenRouter = router({
  list: procedure.input(ListServiceTokensInput).query(({ ctx, input }) => listServiceTokens(ctx, input)),
  create: procedure.input(CreateServiceTokenInput).mutation(({ ctx, input }) => createServiceToken(ctx, input)),
  revoke: procedure.input(ServiceTokenIdInput).mutation(({ ctx, input }) => revokeServiceToken(ctx, input)),
});
