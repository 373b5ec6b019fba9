import type { ConfigTemplate, ConfigTemplateVersion } from "@/prisma/generated/sqlite/client";
import type { ServiceContext } from "@/server/kernel/context";
import { AppError, notFound, prismaCode } from "@/server/kernel/errors";
import { checkDefinition } from "../definition-schema";
import { faultsError } from "../faults";
import { linearPatterns } from "../pattern";
import type { DefinitionInput, TemplateContent } from "../schema";
import { readVersion, writeDefinition } from "../stored";

/** A template that was not deleted. Throws NOT_FOUND. */
export async function findTemplate(ctx: ServiceContext, id: string): Promise<ConfigTemplate> {
  const row = await ctx.db.configTemplate.findFirst({ where: { id, deletedAt: null } });
  if (!row) throw notFound("template");
  return row;
}

/** One published version of a template. Throws NOT_FOUND. */
export async function findVersion(ctx: ServiceContext, id: string, number: number): Promise<ConfigTemplateVersion> {
  const row = await ctx.db.configTemplateVersion.findUnique({
    where: { templateId_number: { templateId: id, number } },
  });
  if (!row) throw notFound("templateVersion");
  return row;
}

/** What history, drafts and exports keep of a template. */
export async function contentOf(ctx: ServiceContext, row: ConfigTemplate): Promise<TemplateContent> {
  const { categoryId, name, description, isActive } = row;
  const newest = await findVersion(ctx, row.id, row.latest);
  return { categoryId, name, description, isActive, definition: readVersion(newest) };
}

/** Throws BAD_INPUT (template.invalid) with what is wrong with a definition. */
export function requireSound(definition: DefinitionInput): void {
  const faults = checkDefinition(definition, linearPatterns);
  if (faults.length > 0) throw faultsError("template.invalid", "definition", faults);
}

/** Writes a version. It is never updated afterwards. */
export async function addVersion(
  tx: ServiceContext,
  version: { templateId: string; number: number; definition: DefinitionInput },
): Promise<void> {
  const { templateId, number, definition } = version;
  const createdById = tx.actor.kind === "user" ? tx.actor.id : null;
  await tx.db.configTemplateVersion.create({
    data: { templateId, number, ...writeDefinition(definition), createdById, createdAt: tx.clock() },
  });
}

/** Throws BAD_INPUT (template.category_gone). */
export async function requireCategory(tx: ServiceContext, id: string): Promise<void> {
  if ((await tx.db.configCategory.count({ where: { id } })) > 0) return;
  throw new AppError("BAD_INPUT", { reason: "template.category_gone", meta: { field: "categoryId" } });
}

/** Runs a change and words a taken name: CONFLICT (template.name_taken). */
export async function withNameGuard<T>(name: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (prismaCode(error) !== "P2002") throw error;
    throw new AppError("CONFLICT", { reason: "template.name_taken", meta: { field: "name", name }, cause: error });
  }
}
