import { z } from "zod";
import { RowNumber } from "@/server/kernel/row-number-schema";
import { CategoryId } from "../category/schema";
import { JsonObjectInput } from "./json-object-schema";
import { FieldPath, TemplateRule } from "./rules-schema";

/** More templates than this nobody finds their way in. */
export const TEMPLATES_MAX = 1_000;
/** So many configurations are moved to another version at once; more are a job. */
export const MIGRATED_AT_ONCE_MAX = 100;

export const TemplateId = z.string().startsWith("tpl_").max(32);

const LABEL_PATTERN = /^(0|[1-9]\d{0,4})\.(0|[1-9]\d{0,4})\.(0|[1-9]\d{0,4})$/;
/** A semantic version: major.minor.patch. */
export const VersionLabel = z.string().trim().regex(LABEL_PATTERN, "semanticVersion");

const name = z.string().trim().min(1).max(64);
const description = z.string().trim().max(500);
const reason = z.string().trim().max(500).optional();
const version = RowNumber;
const number = RowNumber;
const notes = z.string().trim().max(500);

/** What one published version says; it never changes. */
export const DefinitionInput = z.object({
  label: VersionLabel,
  /** JSON Schema 2020-12 of an object. */
  schema: JsonObjectInput,
  /** Laid under the values of every configuration. */
  defaults: JsonObjectInput.default({}),
  rules: z.array(TemplateRule).max(50).default([]),
  /** JSON pointers of the text fields that are kept encrypted. */
  secretFields: z.array(FieldPath).max(50).default([]),
  notes: notes.default(""),
});
export type DefinitionInput = z.output<typeof DefinitionInput>;

export const TemplateListInput = z.object({
  q: z.string().trim().max(100).optional(),
  categoryId: CategoryId.optional(),
  isActive: z.boolean().optional(),
  isSystem: z.boolean().optional(),
});
export type TemplateListInput = z.output<typeof TemplateListInput>;

/** A template with the definition of one version: the newest when none is named. */
export const TemplateGetInput = z.object({ id: TemplateId, number: number.optional() });
export type TemplateGetInput = z.output<typeof TemplateGetInput>;

export const TemplateCreateInput = z.object({
  categoryId: CategoryId,
  name,
  description: description.default(""),
  definition: DefinitionInput,
  reason,
});
export type TemplateCreateInput = z.output<typeof TemplateCreateInput>;

export const TemplateUpdateInput = z.object({
  id: TemplateId,
  /** The version of the record that the editor read. */
  version,
  categoryId: CategoryId.optional(),
  name: name.optional(),
  description: description.optional(),
  /** False archives it: what was made from it stays, nothing new is. */
  isActive: z.boolean().optional(),
  reason,
});
export type TemplateUpdateInput = z.output<typeof TemplateUpdateInput>;

export const TemplatePublishInput = z.object({ id: TemplateId, version, definition: DefinitionInput, reason });
export type TemplatePublishInput = z.output<typeof TemplatePublishInput>;

export const TemplateDeleteInput = z.object({ id: TemplateId, version, reason });
export type TemplateDeleteInput = z.output<typeof TemplateDeleteInput>;

/** What a published version would break in the configurations that are on another one. */
export const TemplateUpgradePreviewInput = z.object({
  id: TemplateId,
  number,
  cursor: z.string().max(300).optional(),
  limit: z.number().int().min(1).max(200).default(100),
});
export type TemplateUpgradePreviewInput = z.output<typeof TemplateUpgradePreviewInput>;

/** The same of a definition that is not published yet, for the newest configurations. */
export const TemplateUpgradeCheckInput = z.object({ id: TemplateId, definition: DefinitionInput });
export type TemplateUpgradeCheckInput = z.output<typeof TemplateUpgradeCheckInput>;

/** Moves configurations to a version: those named, or all that fit it. */
export const TemplateMigrateInput = z.object({
  id: TemplateId,
  number,
  configIds: z.union([z.array(z.string().startsWith("cfg_").max(32)).min(1).max(5_000), z.literal("fitting")]),
  reason,
});
export type TemplateMigrateInput = z.output<typeof TemplateMigrateInput>;

/** A template as its history, drafts and exports have it: with the newest version. */
export const TemplateContent = z.object({
  categoryId: CategoryId,
  name,
  description,
  isActive: z.boolean(),
  definition: DefinitionInput,
});
export type TemplateContent = z.output<typeof TemplateContent>;

/** Below zero when the first label is the older. */
export function compareLabels(left: string, right: string): number {
  const [one, other] = [left.split(".").map(Number), right.split(".").map(Number)];
  const index = one.findIndex((part, at) => part !== other[at]);
  return index < 0 ? 0 : (one[index] ?? 0) - (other[index] ?? 0);
}

/** The label after one: a change that breaks something raises the first number, another one the second. */
export function nextLabel(label: string, step: "major" | "minor" | "patch"): string {
  const [major = 0, minor = 0, patch = 0] = label.split(".").map(Number);
  if (step === "major") return `${major + 1}.0.0`;
  return step === "minor" ? `${major}.${minor + 1}.0` : `${major}.${minor}.${patch + 1}`;
}
