import type { ServiceContext } from "@/server/kernel/context";
import type { ConfigurableKind } from "../revision/kind";
import { CategoryContent } from "./schema";
import { contentOf, createCategory, deleteCategory, updateCategory } from "./service";

export const categoryKind: ConfigurableKind<CategoryContent> = {
  kind: "category",
  permissions: { read: "template.read", manage: "template.manage" },
  schema: CategoryContent,
  async find(ctx, id) {
    const row = await ctx.db.configCategory.findUnique({ where: { id } });
    return row && { id, label: row.name, content: contentOf(row) };
  },
  async list(ctx) {
    const rows = await ctx.db.configCategory.findMany({ orderBy: { id: "asc" } });
    return rows.map((row) => ({ id: row.id, label: row.name, content: contentOf(row) }));
  },
  async apply(tx, { id, content, reason }) {
    const version = await versionOf(tx, id);
    if (content === null) {
      if (version !== null) await deleteCategory(tx, { id, version, reason });
    } else if (version === null) await createCategory(tx, { ...content, reason }, id);
    else await updateCategory(tx, { id, version, ...content, reason });
    return { id };
  },
};

async function versionOf(tx: ServiceContext, id: string): Promise<number | null> {
  const row = await tx.db.configCategory.findUnique({ where: { id }, select: { version: true } });
  return row?.version ?? null;
}
