import { procedure, publicProcedure, router } from "@/server/trpc/init";
import { ListSettingsInput, UpdateSettingsInput } from "./schema";
import { listPublicSettings, listSettings, updateSettings } from "./service";

export const settingRouter = router({
  list: procedure.input(ListSettingsInput).query(({ ctx, input }) => listSettings(ctx, input)),
  public: publicProcedure.query(() => listPublicSettings()),
  update: procedure.input(UpdateSettingsInput).mutation(({ ctx, input }) => updateSettings(ctx, input)),
});
