import type { ConfigTemplate } from "@/prisma/generated/sqlite/client";
import type { ServiceContext } from "@/server/kernel/context";
import type { ConfigurableKind } from "../revision/kind";
import { compareLabels, nextLabel, TemplateContent } from "./schema";
import { createTemplate } from "./service/create";
import { deleteTemplate, restoreTemplate } from "./service/remove";
import { contentOf, findTemplate } from "./service/row";
import { isSameDefinition, publishTemplate, updateTemplate } from "./service/update";

/**
 * An earlier definition comes back as a new version, because a published one never changes; where its label is taken by then
 * it gets the next free one.
 */
export const templateKind: ConfigurableKind<TemplateContent> = {
  kind: "template",
  permissions: { read: "template.read", manage: "template.manage" },
  schema: TemplateContent,
  async find(ctx, id) {
    const row = await ctx.db.configTemplate.findFirst({ where: { id, deletedAt: null } });
    return row && toLive(ctx, row);
  },
  async list(ctx) {
    const rows = await ctx.db.configTemplate.findMany({ where: { deletedAt: null }, orderBy: { id: "asc" } });
    return Promise.all(rows.map((row) => toLive(ctx, row)));
  },
  async apply(tx, { id, content, reason }) {
    const row = await tx.db.configTemplate.findUnique({ where: { id } });
    if (content === null) {
      if (row && row.deletedAt === null) await deleteTemplate(tx, { id, version: row.version, reason });
    } else if (row === null) await create(tx, { id, content, reason });
    else {
      if (row.deletedAt !== null) await restoreTemplate(tx, { id, content, reason });
      await bring(tx, { id, content, reason });
    }
    return { id };
  },
};

type Wanted = { id: string; content: TemplateContent; reason: string };

async function create(tx: ServiceContext, { id, content, reason }: Wanted): Promise<void> {
  const { isActive, ...input } = content;
  await createTemplate(tx, { ...input, reason }, { id });
  if (!isActive) await updateTemplate(tx, { id, version: 1, isActive, reason });
}

async function bring(tx: ServiceContext, { id, content, reason }: Wanted): Promise<void> {
  const row = await findTemplate(tx, id);
  const now = await contentOf(tx, row);
  const { definition, ...plate } = content;
  let version = row.version;
  if (!isSamePlate(now, plate)) ({ version } = await updateTemplate(tx, { id, version, ...plate, reason }));
  if (isSameDefinition(now.definition, definition)) return;
  const isNewer = compareLabels(now.definition.label, definition.label) < 0;
  const label = isNewer ? definition.label : nextLabel(now.definition.label, "minor");
  await publishTemplate(tx, { id, version, definition: { ...definition, label }, reason });
}

function isSamePlate(one: TemplateContent, other: Omit<TemplateContent, "definition">): boolean {
  return (["categoryId", "name", "description", "isActive"] as const).every((field) => one[field] === other[field]);
}

async function toLive(ctx: ServiceContext, row: ConfigTemplate) {
  return { id: row.id, label: row.name, content: await contentOf(ctx, row) };
}
