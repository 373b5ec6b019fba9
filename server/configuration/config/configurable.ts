import type { UserConfig } from "@/prisma/generated/sqlite/client";
import type { ServiceContext } from "@/server/kernel/context";
import type { ConfigurableKind } from "../revision/kind";
import { contentOf } from "./row";
import { ConfigContent } from "./schema";
import { createConfig, deleteConfig, updateConfig } from "./service/save";

/** Secrets are no part of the content: what is stored stays, and what was deleted comes back without. */
export const configKind: ConfigurableKind<ConfigContent> = {
  kind: "config",
  permissions: { read: "config.readAny", manage: "config.manageAny" },
  schema: ConfigContent,
  marks: ["secrets"],
  async find(ctx, id) {
    const row = await ctx.db.userConfig.findUnique({ where: { id } });
    return row && toLive(row);
  },
  async list(ctx) {
    const rows = await ctx.db.userConfig.findMany({ where: { scope: "global" }, orderBy: { id: "asc" } });
    return rows.map(toLive);
  },
  async apply(tx, { id, content, reason }) {
    const version = await versionOf(tx, id);
    if (content === null) {
      if (version !== null) await deleteConfig(tx, { id, version, reason });
      return { id };
    }
    const expiresAt = content.expiresAt === null ? null : new Date(content.expiresAt);
    const { secrets: _, sessionId: __, userId, templateId, ...fields } = content;
    if (version === null) await createConfig(tx, { ...fields, userId, templateId, expiresAt, reason }, { id });
    else await updateConfig(tx, { id, version, ...fields, expiresAt, reason });
    return { id };
  },
};

function toLive(row: UserConfig) {
  return { id: row.id, label: row.name || row.key, content: contentOf(row) };
}

async function versionOf(tx: ServiceContext, id: string): Promise<number | null> {
  const row = await tx.db.userConfig.findUnique({ where: { id }, select: { version: true } });
  return row?.version ?? null;
}
