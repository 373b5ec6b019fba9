import { procedure, router } from "@/server/trpc/init";
import { checkUpgrade, migrateConfigs, previewUpgrade } from "../config/upgrade";
import {
  TemplateCreateInput,
  TemplateDeleteInput,
  TemplateGetInput,
  TemplateListInput,
  TemplateMigrateInput,
  TemplatePublishInput,
  TemplateUpdateInput,
  TemplateUpgradeCheckInput,
  TemplateUpgradePreviewInput,
} from "./schema";
import { createTemplate } from "./service/create";
import { getTemplate, listTemplates } from "./service/list";
import { deleteTemplate } from "./service/remove";
import { publishTemplate, updateTemplate } from "./service/update";

export const templateRouter = router({
  list: procedure.input(TemplateListInput).query(({ ctx, input }) => listTemplates(ctx, input)),
  get: procedure.input(TemplateGetInput).query(({ ctx, input }) => getTemplate(ctx, input)),
  create: procedure.input(TemplateCreateInput).mutation(({ ctx, input }) => createTemplate(ctx, input)),
  update: procedure.input(TemplateUpdateInput).mutation(({ ctx, input }) => updateTemplate(ctx, input)),
  publish: procedure.input(TemplatePublishInput).mutation(({ ctx, input }) => publishTemplate(ctx, input)),
  delete: procedure.input(TemplateDeleteInput).mutation(({ ctx, input }) => deleteTemplate(ctx, input)),
  upgradePreview: procedure.input(TemplateUpgradePreviewInput).query(({ ctx, input }) => previewUpgrade(ctx, input)),
  checkUpgrade: procedure.input(TemplateUpgradeCheckInput).mutation(({ ctx, input }) => checkUpgrade(ctx, input)),
  migrate: procedure.input(TemplateMigrateInput).mutation(({ ctx, input }) => migrateConfigs(ctx, input)),
});
