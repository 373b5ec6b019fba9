import type { ServiceContext } from "@/server/kernel/context";
import { prismaCode, toAppError } from "@/server/kernel/errors";
import { createCategory } from "../../category/service";
import { compareLabels } from "../schema";
import { createTemplate } from "../service/create";
import { findVersion } from "../service/row";
import { publishTemplate } from "../service/update";
import { BUILT_IN_CATEGORIES, BUILT_IN_TEMPLATES, type BuiltInTemplate } from "./catalogue";

/**
 * Makes the templates that come with the product, and publishes a newer version where the product has one. What somebody
 * renamed, moved or archived stays so. Harmless twice and at once. Out: how many were made or upgraded.
 */
export async function seedBuiltInTemplates(ctx: ServiceContext): Promise<{ changedCount: number }> {
  for (const { id, ...category } of BUILT_IN_CATEGORIES) {
    const isThere = (await ctx.db.configCategory.count({ where: { id } })) > 0;
    const isUsed = BUILT_IN_TEMPLATES.some((template) => template.categoryId === id);
    if (isThere || !isUsed) continue;
    await unlessThere(() => createCategory(ctx, { ...category, parentId: null, isActive: true }, id));
  }
  let changedCount = 0;
  for (const template of BUILT_IN_TEMPLATES) if (await seedOne(ctx, template)) changedCount += 1;
  return { changedCount };
}

async function seedOne(ctx: ServiceContext, { id, definition, ...plate }: BuiltInTemplate): Promise<boolean> {
  const row = await ctx.db.configTemplate.findUnique({ where: { id } });
  if (!row) return unlessThere(() => createTemplate(ctx, { ...plate, definition }, { id, isSystem: true }));
  const newest = await findVersion(ctx, id, row.latest);
  if (compareLabels(newest.label, definition.label) >= 0) return false;
  return unlessThere(() => publishTemplate(ctx, { id, version: row.version, definition }));
}

/** Another process may be doing the same: whoever comes second finds it done. */
async function unlessThere(work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    if (prismaCode(error) === "P2002" || toAppError(error).code === "CONFLICT") return false;
    throw error;
  }
}
