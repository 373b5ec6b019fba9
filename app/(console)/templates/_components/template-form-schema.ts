import type { z } from "zod";
import { DefinitionInput, TemplateCreateInput } from "@/server/configuration/template/schema";

const versionPlate = DefinitionInput.pick({ label: true, notes: true });

export const NewTemplateSchema = TemplateCreateInput.omit({ definition: true, reason: true }).extend(
  versionPlate.shape,
);
export type NewTemplateValues = z.output<typeof NewTemplateSchema>;

export const NewVersionSchema = versionPlate;
export type NewVersionValues = z.output<typeof NewVersionSchema>;

export const TemplatePlateSchema = TemplateCreateInput.pick({ name: true, description: true, categoryId: true });
export type TemplatePlateValues = z.output<typeof TemplatePlateSchema>;
