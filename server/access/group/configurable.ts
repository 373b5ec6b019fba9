import type { ConfigurableKind } from "@/server/configuration/revision/kind";
import { groupContent } from "./row";
import { GroupContent, GroupCreateInput, GroupUpdateInput } from "./schema";
import { createGroup, deleteGroup, updateGroup } from "./service";

/** Groups as history, drafts and documents see them; a group's name is its id. */
export const groupKind: ConfigurableKind<GroupContent> = {
  kind: "group",
  permissions: { read: "group.read", manage: "group.manage" },
  schema: GroupContent,
  async find(ctx, id) {
    const row = await ctx.db.group.findUnique({ where: { name: id } });
    return row && { id, label: row.displayName, content: groupContent(row) };
  },
  async list(ctx) {
    const rows = await ctx.db.group.findMany({ orderBy: { name: "asc" } });
    return rows.map((row) => ({ id: row.name, label: row.displayName, content: groupContent(row) }));
  },
  async apply(tx, { id, content, reason, isJumpConfirmed }) {
    const row = await tx.db.group.findUnique({ where: { name: id } });
    if (content === null) {
      if (row) await deleteGroup(tx, { name: id, version: row.version, reason });
    } else if (row) {
      const { version } = row;
      await updateGroup(tx, GroupUpdateInput.parse({ ...content, name: id, version, reason, isJumpConfirmed }));
    } else {
      await createGroup(tx, GroupCreateInput.parse({ ...content, name: id, reason }));
    }
    return { id };
  },
};
