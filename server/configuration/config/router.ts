import { procedure, router } from "@/server/trpc/init";
import { importFile } from "./import-file";
import {
  ConfigCreateInput,
  ConfigDeleteInput,
  ConfigDuplicateInput,
  ConfigEffectiveInput,
  ConfigIdInput,
  ConfigImportInput,
  ConfigListInput,
  ConfigUpdateInput,
} from "./schema";
import { effectiveConfig } from "./service/effective";
import { getConfig, listConfigs } from "./service/list";
import { createConfig, deleteConfig, duplicateConfig, updateConfig } from "./service/save";

export const configRouter = router({
  list: procedure.input(ConfigListInput).query(({ ctx, input }) => listConfigs(ctx, input)),
  get: procedure.input(ConfigIdInput).query(({ ctx, input }) => getConfig(ctx, input)),
  effective: procedure.input(ConfigEffectiveInput).query(({ ctx, input }) => effectiveConfig(ctx, input)),
  create: procedure.input(ConfigCreateInput).mutation(({ ctx, input }) => createConfig(ctx, input)),
  update: procedure.input(ConfigUpdateInput).mutation(({ ctx, input }) => updateConfig(ctx, input)),
  delete: procedure.input(ConfigDeleteInput).mutation(({ ctx, input }) => deleteConfig(ctx, input)),
  duplicate: procedure.input(ConfigDuplicateInput).mutation(({ ctx, input }) => duplicateConfig(ctx, input)),
  importFile: procedure.input(ConfigImportInput).mutation(({ ctx, input }) => importFile(ctx, input)),
});
