import { z } from "zod";
import { CategoryCreateInput, CategoryDeleteInput, CategoryUpdateInput } from "@/server/configuration/category/schema";
import {
  createCategory,
  deleteCategory,
  listCategories,
  updateCategory,
} from "@/server/configuration/category/service";
import { migrateConfigs, previewUpgrade } from "@/server/configuration/config/upgrade";
import {
  TemplateCreateInput,
  TemplateDeleteInput,
  TemplateGetInput,
  TemplateListInput,
  TemplateMigrateInput,
  TemplatePublishInput,
  TemplateUpdateInput,
  TemplateUpgradePreviewInput,
} from "@/server/configuration/template/schema";
import { createTemplate } from "@/server/configuration/template/service/create";
import { getTemplate, listTemplates } from "@/server/configuration/template/service/list";
import { deleteTemplate } from "@/server/configuration/template/service/remove";
import { publishTemplate, updateTemplate } from "@/server/configuration/template/service/update";
import { Created, NewVersion } from "../answers/shapes";
import {
  CategoryEntry,
  MigrateConfigsAnswer,
  PreviewUpgradeAnswer,
  PublishTemplateAnswer,
  TemplateDetail,
  TemplateEntry,
} from "../answers/template";
import { Nothing, operation, tagged } from "../operation";

export const templateOperations = tagged("Templates", [
  operation("listTemplates", {
    method: "GET",
    path: "/templates",
    scope: "templates:read",
    summary: "List templates of configurations",
    input: TemplateListInput,
    output: z.array(TemplateEntry),
    verb: listTemplates,
  }),
  operation("createTemplate", {
    method: "POST",
    path: "/templates",
    scope: "templates:write",
    status: 201,
    summary: "Create a template with its first version",
    input: TemplateCreateInput,
    output: Created,
    verb: createTemplate,
  }),
  operation("getTemplate", {
    method: "GET",
    path: "/templates/{id}",
    scope: "templates:read",
    summary: "Read a template with the definition of one version",
    input: TemplateGetInput,
    output: TemplateDetail,
    verb: getTemplate,
  }),
  operation("updateTemplate", {
    method: "PATCH",
    path: "/templates/{id}",
    scope: "templates:write",
    summary: "Change a template's name, text, place or state",
    input: TemplateUpdateInput,
    output: NewVersion,
    verb: updateTemplate,
  }),
  operation("deleteTemplate", {
    method: "DELETE",
    path: "/templates/{id}",
    scope: "templates:write",
    summary: "Delete a template that nothing uses",
    input: TemplateDeleteInput,
    output: Nothing,
    verb: deleteTemplate,
  }),
  operation("publishTemplate", {
    method: "POST",
    path: "/templates/{id}/publish",
    scope: "templates:write",
    summary: "Publish a new version of a template",
    input: TemplatePublishInput,
    output: PublishTemplateAnswer,
    verb: publishTemplate,
  }),
  operation("previewUpgrade", {
    method: "POST",
    path: "/templates/{id}/upgrade-preview",
    scope: "templates:write",
    summary: "Show what a version breaks in the configurations made from the template",
    input: TemplateUpgradePreviewInput,
    output: PreviewUpgradeAnswer,
    verb: previewUpgrade,
  }),
  operation("migrateConfigs", {
    method: "POST",
    path: "/templates/{id}/migrate",
    scope: "templates:write",
    summary: "Move configurations to another version",
    input: TemplateMigrateInput,
    output: MigrateConfigsAnswer,
    verb: migrateConfigs,
  }),
  operation("listCategories", {
    method: "GET",
    path: "/template-categories",
    scope: "templates:read",
    summary: "List the categories of templates",
    output: z.array(CategoryEntry),
    verb: listCategories,
  }),
  operation("createCategory", {
    method: "POST",
    path: "/template-categories",
    scope: "templates:write",
    status: 201,
    summary: "Create a category",
    input: CategoryCreateInput,
    output: Created,
    verb: createCategory,
  }),
  operation("updateCategory", {
    method: "PATCH",
    path: "/template-categories/{id}",
    scope: "templates:write",
    summary: "Change a category",
    input: CategoryUpdateInput,
    output: NewVersion,
    verb: updateCategory,
  }),
  operation("deleteCategory", {
    method: "DELETE",
    path: "/template-categories/{id}",
    scope: "templates:write",
    summary: "Delete a category that is empty",
    input: CategoryDeleteInput,
    output: Nothing,
    verb: deleteCategory,
  }),
]);
