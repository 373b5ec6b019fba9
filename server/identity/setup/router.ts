import { visitorContext } from "@/server/kernel/context";
import { procedure, publicProcedure, router } from "@/server/trpc/init";
import { SetupRootInput, SetupSiteInput } from "./schema";
import { createRoot, finishSetup, getSetup, saveSite } from "./service";

export const setupRouter = router({
  createRoot: publicProcedure
    .input(SetupRootInput)
    .mutation(({ ctx, input }) => createRoot(visitorContext("setup", ctx), input)),
  finish: procedure.mutation(({ ctx }) => finishSetup(ctx)),
  get: publicProcedure.query(({ ctx }) => getSetup(visitorContext("setup", ctx))),
  saveSite: procedure.input(SetupSiteInput).mutation(({ ctx, input }) => saveSite(ctx, input)),
});
