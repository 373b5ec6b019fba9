import { procedure, router } from "@/server/trpc/init";
import { UnlinkInput } from "./schema";
import { listIdentities, prepareLink, unlinkIdentity } from "./service";

export const identityRouter = router({
  list: procedure.query(({ ctx }) => listIdentities(ctx)),
  prepareLink: procedure.mutation(({ ctx }) => prepareLink(ctx)),
  unlink: procedure.input(UnlinkInput).mutation(({ ctx, input }) => unlinkIdentity(ctx, input)),
});
